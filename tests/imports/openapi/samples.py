"""Small specifications, each construct in one of them, written by hand."""

FERRY = """\
openapi: 3.1.0
info:
  title: Ferry API
  version: 1.2.0
  description: Books <b>ferries</b>.
  contact: {name: Harbour desk, url: https://harbour.example}
servers:
  - url: https://{port}.ferry.example/v1
    description: Production
    variables:
      port: {default: north, enum: [north, south]}
security:
  - login: [bookings]
tags:
  - name: Bookings
    description: Seats and cars.
paths:
  /bookings/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
      - {name: lang, in: query, description: of the path, schema: {type: string}}
    get:
      operationId: showBooking
      summary: A booking
      description: Shows <script>alert(1)</script> a booking.
      tags: [Bookings]
      parameters:
        - {name: lang, in: query, description: of the operation, schema: {type: string}}
      responses:
        '200':
          description: The booking
          headers: {ETag: {schema: {type: string}}}
          content:
            text/plain: {schema: {type: string}}
            application/json: {schema: {$ref: '#/components/schemas/Booking'}}
        '304': {description: Not changed}
        '404': {description: No such booking}
        default: {$ref: '#/components/responses/Failed'}
    put:
      deprecated: true
      security:
        - {}
        - key: []
          cert: []
        - login: [bookings, cars]
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Booking'}}
      responses:
        '204': {description: Changed}
  /bookings:
    post:
      summary: Book
      security: []
      requestBody:
        description: What is wanted
        content:
          application/json:
            schema:
              type: object
              required: [from]
              properties:
                from: {type: string}
                day: {type: string, format: date, example: 2026-01-02}
      responses:
        default: {description: Done, content: {application/json: {schema: true}}}
      callbacks:
        sailed:
          '{$request.body#/url}':
            post:
              requestBody:
                content:
                  application/json: {schema: {$ref: '#/components/schemas/Booking'}}
              responses: {'200': {description: ok}}
  /v1/{harbour}/tides:
    get: {}
webhooks:
  delayed:
    post:
      summary: A ferry is late
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Booking'}}
    delete: {}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string}}
    Unused: {name: nobody, in: query}
  responses:
    Failed: {description: It failed}
  schemas:
    Booking:
      type: object
      required: [id]
      properties:
        id: {type: string}
        part: {$ref: '#/components/schemas/Booking'}
        port: {$ref: 'https://other.example/port.yaml#/Port'}
  securitySchemes:
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://id.example, scopes: {}}}}
    key: {type: apiKey, in: header, name: X-Key}
    cert: {type: mutualTLS}
    session: {type: apiKey, in: cookie, name: sid}
"""

OLDER = """\
{
  "swagger": "2.0",
  "info": {"title": "Old ferry", "version": "1"},
  "host": "ferry.example", "basePath": "/v0", "schemes": ["https", "wss"],
  "consumes": ["application/xml"],
  "paths": {
    "/cars": {
      "post": {
        "consumes": ["multipart/form-data"],
        "parameters": [
          {"name": "plate", "in": "formData", "type": "string", "required": true},
          {"name": "weight", "in": "formData", "type": "integer"}
        ],
        "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Car"}}}
      },
      "put": {
        "security": [{"basic": []}],
        "parameters": [{"name": "car", "in": "body", "schema": {"$ref": "#/definitions/Car"}}],
        "responses": {"204": {"description": "done"}}
      }
    }
  },
  "definitions": {"Car": {"type": "object", "properties": {"plate": {"type": "string"}}}},
  "securityDefinitions": {
    "basic": {"type": "basic"},
    "oauth": {"type": "oauth2", "flow": "implicit", "authorizationUrl": "https://id.example",
              "scopes": {"cars": "all cars"}}
  }
}
"""

NEWER = """\
openapi: 3.2.0
info: {title: Fleet, version: 1}
tags:
  - {name: ships}
  - {name: hulls, parent: ships, kind: nav}
  - {name: beta, kind: badge}
paths:
  /hulls:
    query:
      tags: [beta, hulls]
      requestBody: {content: {application/json: {schema: {type: string}}}}
      responses: {'200': {description: Found, content: {application/jsonl: {itemSchema: {type: integer}}}}}
    additionalOperations:
      COPY: {tags: [hulls]}
  /ports:
    $ref: '#/components/pathItems/Ports'
components:
  pathItems:
    Ports:
      get: {tags: [ports], responses: {'204': {description: Nothing}}}
"""

FRAGMENT = "type: object\nproperties:\n  openapi:\n    type: string\n"

ABOUT = f"""\
# How we describe interfaces

```yaml
{FERRY}
```
"""

ODD = """\
openapi: 3.0.3
info: {title: Odd, version: 1, colour: red, x-audience: all}
colour: blue
servers: [{description: nowhere}, text]
tags: [{description: nameless}]
paths:
  /a:
    get: nothing
    post:
      colour: green
      security: [{nobody: []}]
      parameters: [{in: query}, {$ref: '#/components/parameters/Gone'}]
      responses: {'200': broken}
      x-rate: 5
    post:
      operationId: again
      security: [{nobody: []}]
      parameters: [{in: query}, {$ref: '#/components/parameters/Gone'}]
      requestBody: {content: {application/json: {schema: {$ref: 'other.yaml#/X'}}}}
      responses: {'200': broken}
      x-rate: 5
  /b:
  x-paths: 1
components:
  schemas:
    Good: {type: string}
    Bad: [1, 2]
    Round: {$ref: '#/components/schemas/Round'}
  securitySchemes:
    untyped: {in: header}
"""
