export const explore = {
  'explore.query': ['Query', 'Consulta'],
  'explore.limits': ['at most {n} rows; only reads', 'como mucho {n} filas; solo lee'],
  'explore.bounded': ['Only the time range', 'Solo el intervalo'],
  'explore.run': ['Run', 'Ejecutar'],
  'explore.side': ['Names and history', 'Nombres e historial'],
  'explore.names': ['Names', 'Nombres'],
  'explore.history': ['History', 'Historial'],
  'explore.history.none': [
    'Queries that you run appear here, in this browser only.',
    'Aquí aparecen las consultas que ejecutas, solo en este navegador.'
  ],
  'explore.nothing': ['There are no views or streams yet.', 'Todavía no hay vistas ni flujos.'],
  'explore.open': ['Show 100 rows', 'Mostrar 100 filas'],
  'explore.result': ['Result', 'Resultado'],
  'explore.failed': [
    'The query gave no rows; what runs is not affected.',
    'La consulta no ha dado filas; lo que está en marcha no se ve afectado.'
  ],
  'explore.empty': ['Ask a question', 'Haz una pregunta'],
  'explore.empty.text': [
    'A view is pipeline.view, with stored and open rows; a stream is pipeline.stream, with its recent events. Ctrl and Enter run the query.',
    'Una vista es pipeline.vista, con filas guardadas y abiertas; un flujo es pipeline.flujo, con sus eventos recientes. Ctrl e Intro ejecutan la consulta.'
  ],
  'explore.norows': ['No rows', 'Ninguna fila'],
  'explore.norows.text': [
    'The query is right, but nothing meets its conditions.',
    'La consulta es correcta, pero nada cumple sus condiciones.'
  ],
  'explore.truncated': ['only the first {n}: there are more', 'solo las {n} primeras: hay más'],
  'explore.capped': [
    'of {stream} only the latest {n} events were looked at',
    'de {stream} solo se han mirado los {n} eventos más recientes'
  ],
  'explore.nochart': ['Nothing to draw', 'Nada que dibujar'],
  'explore.nochart.text': [
    'A chart needs at least one row and one numeric column.',
    'Un gráfico necesita al menos una fila y una columna numérica.'
  ],
  'explore.save': ['Save as panel', 'Guardar como panel'],
  'explore.saved': ['The panel is on the dashboard.', 'El panel está en el tablero.'],
  save: ['Save', 'Guardar']
} as const
