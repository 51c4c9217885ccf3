/** Names and values, in the order that they are sent in. */
export type Headers = [name: string, value: string][]

/** Values that readers of JSON trip over. */
export const ODD_VALUES = [
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1e308',
    '1e999',
    '-1e999',
    '""',
    '"  "',
    '"\\u0000"',
    '"\\ud800"',
    '[]',
    '{}',
    '[[]]',
  ],
  ...['{"__proto__":{"a":1}}', '{"constructor":{"prototype":1}}', '"\\u202etxt"', '"<script>"', '"<!channel>"', 'NaN'],
  ...[
    `"${'x'.repeat(20_000)}"`,
    `${'['.repeat(40)}${']'.repeat(40)}`,
    '"👩‍👩‍👧"',
    "'single'",
    '1.',
    '01',
    '"a\nb"',
    'undefined',
  ],
]
export const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '$where',
  'a.b',
  '',
  ' ',
  'name',
  'email',
  'event',
  'data',
  'x'.repeat(300),
]
export const ODD_ROOTS = [
  '',
  ' ',
  'null',
  '[]',
  '"text"',
  '12',
  '{',
  '}',
  '{}',
  '{"a":1}{"b":2}',
  '\ufeff{}',
  '{"a":1,}',
  '// {}',
]
export const ODD_HEADERS: Headers = [
  ...['gzip', 'br', 'identity, gzip', 'x'.repeat(5000)].map((value): [string, string] => ['content-encoding', value]),
  ...[
    'text/plain',
    'application/json; charset=utf-16',
    '',
    'multipart/form-data',
    ';;',
    'application/x-www-form-urlencoded',
  ].map((value): [string, string] => ['content-type', value]),
  ...['http', 'https', 'https, http', '\x80'].map((value): [string, string] => ['x-forwarded-proto', value]),
  ...['-1', '1e3', '0x10', '99999999999', '2, 2', ''].map((value): [string, string] => ['content-length', value]),
  ...['gzip, chunked', 'chunked', 'identity', 'chunked, chunked'].map((value): [string, string] => [
    'transfer-encoding',
    value,
  ]),
  ...([
    ['expect', '100-continue'],
    ['expect', 'more'],
    ['host', 'again'],
    ['bad name', 'x'],
    ['', 'x'],
    ['x', 'a\x00b'],
  ] as Headers),
  ...([
    ['idempotency-key', 'k'.repeat(9000)],
    ['upgrade', 'h2c'],
    ['connection', 'upgrade'],
    ['x', 'y'.repeat(17_000)],
  ] as Headers),
]
export const ODD_LINES = [
  ...[
    'GET {} HTTP/1.1',
    'PUT {} HTTP/1.1',
    'CONNECT a:1 HTTP/1.1',
    'POST {} HTTP/1.0',
    'POST {} HTTP/2.0',
    'POST {} HTTP/1.1 x',
  ],
  ...[
    'post {} HTTP/1.1',
    'POST http://evil.example{} HTTP/1.1',
    'POST {}%zz HTTP/1.1',
    'POST {}/../x HTTP/1.1',
    'POST * HTTP/1.1',
  ],
  ...[
    'POST {}? HTTP/1.1',
    'POST /in/%00 HTTP/1.1',
    'POST /in/%ff HTTP/1.1',
    'POST {}\x00 HTTP/1.1',
    '\x16\x03\x01\x02',
    'POST  {}',
  ],
  `POST /in/${'a'.repeat(20_000)} HTTP/1.1`,
]
