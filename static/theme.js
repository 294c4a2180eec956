// The colours of the system, set before the page is drawn, so that it does not flash.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light";
  };
  dark.addEventListener("change", set);
  set();
})();
