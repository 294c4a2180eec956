"""Small specifications of messages, written by hand."""

TIDES = """\
asyncapi: 3.0.0
info: {title: Tide service, version: 2.0.0, description: Knows the <i>tides</i>.}
servers:
  main:
    host: broker.example:9092
    protocol: kafka-secure
    description: The cluster
  side: {host: side.example, protocol: mqtt}
channels:
  readings:
    address: tides.readings.{harbour}
    description: One topic a harbour.
    servers: [{$ref: '#/servers/main'}]
    parameters: {harbour: {description: Which}}
    bindings: {kafka: {partitions: 3}}
    messages:
      Reading: {$ref: '#/components/messages/Reading'}
      Gauge:
        title: A gauge
        payload:
          schemaFormat: application/vnd.apache.avro;version=1.9.0
          schema: {type: record, name: Gauge, fields: []}
  commands:
    address: tides.commands
    messages:
      Calibrate: {$ref: '#/components/messages/Calibrate'}
  answers:
    address: null
    messages:
      Done: {payload: {type: string}}
operations:
  publishReadings:
    action: send
    title: Readings
    summary: As they come.
    channel: {$ref: '#/channels/readings'}
    security: [{$ref: '#/components/securitySchemes/login'}]
  onCalibrate:
    action: receive
    channel: {$ref: '#/channels/commands'}
    messages: [{$ref: '#/channels/commands/messages/Calibrate'}]
    traits: [{$ref: '#/components/operationTraits/Known'}]
    reply:
      address: {location: $message.header#/replyTo}
      channel: {$ref: '#/channels/answers'}
  shrug: {action: wait, channel: {$ref: '#/channels/commands'}}
  nothing:
components:
  operationTraits:
    Known: {description: Said by a trait.}
    Other: {}
  messages:
    Reading:
      name: TideReading
      summary: What a gauge read.
      contentType: application/json
      headers: {type: object, properties: {trace: {type: string}}}
      correlationId: {location: $message.header#/trace}
      payload: {$ref: '#/components/schemas/Reading'}
      examples: [{payload: {height: 1}}]
    Calibrate: {payload: {type: object}}
    Unused: {payload: {$ref: 'other.yaml#/X'}}
  schemas:
    Reading: {type: object, properties: {height: {type: number}}}
  securitySchemes:
    login: {type: scramSha256, description: By the cluster}
    cert: {type: X509}
"""

OLDER = """\
asyncapi: '2.6.0'
info: {title: Old tides, version: '1'}
servers:
  only: {url: 'mqtt://old.example', protocol: mqtt, security: [{cert: []}]}
channels:
  tides/low:
    subscribe:
      operationId: sendLow
      message: {$ref: '#/components/messages/Low'}
    publish:
      security: [{cert: []}]
      message:
        oneOf:
          - {$ref: '#/components/messages/Low'}
          - {name: queryLevels, payload: {type: string}}
  tides/none: {}
components:
  messages:
    Low: {payload: {type: object}}
  securitySchemes:
    cert: {type: X509}
"""
