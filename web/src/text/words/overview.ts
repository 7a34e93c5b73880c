export const overview = {
  'overview.in': ['Events in', 'Eventos que entran'],
  'overview.out': ['Rows out', 'Filas que salen'],
  'overview.late': ['Late', 'Tardíos'],
  'overview.dead': ['Dead', 'Rechazados'],
  'overview.span': ['Last 15 min', 'Últimos 15 min'],
  'overview.streams': ['Streams', 'Flujos'],
  'overview.rate': ['Rate', 'Ritmo'],
  'overview.lag': ['To be read', 'Por leer'],
  'overview.watermark': ['Watermark', 'Marca de agua'],
  'overview.sources': ['Sources', 'Fuentes'],
  'overview.http': ['HTTP only', 'Solo HTTP'],
  'overview.streamcount': ['{n} stream | {n} streams', '{n} flujo | {n} flujos'],
  'overview.viewcount': ['{n} view | {n} views', '{n} vista | {n} vistas'],
  'overview.empty': ['No pipeline runs yet', 'Todavía no hay ningún pipeline en marcha'],
  'overview.empty.text': [
    'A pipeline says which streams come in and which views are kept of them. Look at the examples with real data, or let Raudal write a pipeline from a file of your own events:',
    'Un pipeline dice qué flujos entran y qué vistas se mantienen de ellos. Mira los ejemplos con datos reales, o deja que Raudal escriba un pipeline a partir de un archivo con tus eventos:'
  ],
  'overview.empty.command': [
    './raudal demo\n./raudal infer events.ndjson > pipeline.yaml\n./raudal apply pipeline.yaml',
    './raudal demo\n./raudal infer eventos.ndjson > pipeline.yaml\n./raudal apply pipeline.yaml'
  ],
  ledger: ['Ledger', 'Balance'],
  'ledger.holds': ['Every event is accounted for', 'Todos los eventos cuadran'],
  'ledger.broken': ['{n} events are not accounted for', '{n} eventos no cuadran'],
  'ledger.received': ['received', 'recibidos'],
  'ledger.delivered': ['delivered', 'entregados'],
  'ledger.duplicate': ['duplicate', 'duplicados'],
  'ledger.late': ['late', 'tardíos'],
  'ledger.dead': ['dead', 'rechazados'],
  'ledger.inFlight': ['in flight', 'en camino']
} as const
