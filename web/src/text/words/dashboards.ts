export const dashboards = {
  'dashboards.new': ['New dashboard', 'Tablero nuevo'],
  'dashboards.make': ['Create', 'Crear'],
  'dashboards.name': ['Name', 'Nombre'],
  'dashboards.rule': [
    'Small letters, digits and _, with a letter first.',
    'Minúsculas, cifras y _, con una letra al principio.'
  ],
  'dashboards.taken': ['The pipeline already has a dashboard of that name.', 'El pipeline ya tiene un tablero con ese nombre.'],
  'dashboards.unknown': ['There is no dashboard {name}', 'No hay ningún tablero {name}'],
  'dashboards.empty': ['No dashboard yet', 'Todavía no hay tableros'],
  'dashboards.empty.text': [
    'Dashboards stand in the pipeline file, under spec; those that you make here are written there too.',
    'Los tableros están en el archivo del pipeline, bajo spec; los que hagas aquí también se escriben allí.'
  ],
  'dashboards.panels': ['{n} panel | {n} panels', '{n} panel | {n} paneles'],
  'dashboards.nopanels': ['The dashboard is empty', 'El tablero está vacío'],
  'dashboards.nopanels.text': [
    'A panel shows a view or a query: as a chart, a figure, a table or a map.',
    'Un panel muestra una vista o una consulta: como gráfico, cifra, tabla o mapa.'
  ],
  'dashboards.edit': ['Edit', 'Editar'],
  'dashboards.done': ['Done', 'Listo'],
  'dashboards.discard': ['Discard changes', 'Descartar cambios'],
  'dashboards.unsaved': ['The dashboard in the file is as it was.', 'El tablero del archivo sigue como estaba.'],
  'dashboards.full': ['Full screen', 'Pantalla completa'],
  'dashboards.yaml': ['The dashboard as YAML', 'El tablero en YAML'],
  'dashboards.file': ['Edit the file', 'Editar el archivo'],
  'panel.add': ['Add a panel', 'Añadir un panel'],
  'panel.change': ['Change the panel', 'Cambiar el panel'],
  'panel.take': ['Accept', 'Aceptar'],
  'panel.title': ['Title', 'Título'],
  'panel.reads': ['Reads', 'Lee de'],
  'panel.y': ['Values', 'Valores'],
  'panel.by': ['A series for each', 'Una serie por cada'],
  'panel.unit': ['Unit', 'Unidad'],
  'panel.width': ['Width (of 12)', 'Ancho (de 12)'],
  'panel.height': ['Height', 'Alto'],
  'panel.latitude': ['Latitude', 'Latitud'],
  'panel.longitude': ['Longitude', 'Longitud'],
  'panel.handle': [
    'Move {title}: arrows move, Shift and arrows size',
    'Mover {title}: las flechas mueven; con Mayús cambian el tamaño'
  ],
  'panel.edit': ['Change {title}', 'Cambiar {title}'],
  'panel.remove': ['Remove {title}', 'Quitar {title}'],
  'panel.astable': ['{title} as a table', '{title} como tabla'],
  'panel.aschart': ['{title} as a chart', '{title} como gráfico'],
  'panel.said': [
    '{title}: place {at} of {all}, {width} wide, {height} high',
    '{title}: puesto {at} de {all}, {width} de ancho, {height} de alto'
  ],
  'panel.noview': [
    'Choose another view for the panel, or put the view back into the file.',
    'Elige otra vista para el panel, o devuelve la vista al archivo.'
  ],
  'heatmap.label': ['{title}, from {low} to {high}', '{title}, de {low} a {high}'],
  'map.points': ['{n} place | {n} places', '{n} lugar | {n} lugares'],
  'map.place': ['Where is it?', '¿Dónde está?'],
  'map.place.text': [
    'Name the columns with latitude and longitude in the panel.',
    'Indica en el panel las columnas con la latitud y la longitud.'
  ]
} as const
