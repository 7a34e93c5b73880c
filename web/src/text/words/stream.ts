export const stream = {
  'stream.unknown': ['There is no stream {name}', 'No hay ningún flujo {name}'],
  'stream.partitions': ['Partitions', 'Particiones'],
  'stream.rates': ['Events a second', 'Eventos por segundo'],
  'stream.by': ['Events by', 'Eventos por'],
  'stream.by.outcome': ['What became of them', 'Qué ha sido de ellos'],
  'stream.by.partition': ['By partition', 'Por partición'],
  'stream.views': ['Used by views', 'Uso en las vistas'],
  'stream.used': ['{n} used', '{n} usados'],
  'stream.filtered': ['{n} filtered', '{n} filtrados'],
  'stream.failed': ['{n} failed', '{n} fallidos'],
  'stream.sample': ['Sample', 'Muestra'],
  'stream.definition': ['Definition', 'Definición'],
  'stream.newest': ['Newest events', 'Eventos más recientes'],
  'stream.skipped': ['a sample: {n} more came since the last ones', 'una muestra: han llegado {n} más desde los anteriores'],
  'stream.held': ['paused', 'en pausa'],
  'stream.filter': ['Contains', 'Contiene'],
  'stream.none': ['No events yet', 'Todavía no hay eventos'],
  'stream.none.text': [
    'Every stream takes events over HTTP. Send the first one:',
    'Todo flujo recibe eventos por HTTP. Envía el primero:'
  ],
  'stream.place': ['Partition and offset', 'Partición y posición'],
  'stream.cut': ['cut off here; the log has all of it', 'cortado aquí; el registro lo tiene entero'],
  'stream.columns': ['Columns', 'Columnas'],
  'stream.column': ['Column', 'Columna'],
  'stream.type': ['Type', 'Tipo'],
  'stream.role': ['Role', 'Papel'],
  'stream.time': ['event time', 'hora del evento'],
  'stream.key': ['key', 'clave'],
  reason: ['Reason', 'Motivo'],
  'reason.all': ['All reasons', 'Todos los motivos'],
  'late.title': ['Late events', 'Eventos tardíos'],
  'late.none': ['No event was late', 'Ningún evento ha llegado tarde'],
  'late.none.text': [
    'Events older than the lateness that the stream allows would be here, with the reason and the way to count them after all.',
    'Aquí estarían los eventos más antiguos que la tolerancia de retraso del flujo, con el motivo y la forma de contarlos aun así.'
  ],
  'late.replay': ['Count late events after all', 'Contar los eventos tardíos'],
  'late.replay.text': [
    'The windows that they fall in are aggregated again from the log, and their final rows are replaced.',
    'Las ventanas en las que caen se vuelven a agregar desde el registro de eventos y sus filas finales se sustituyen.'
  ],
  'dead.title': ['Dead events', 'Eventos rechazados'],
  'dead.none': ['No event was refused', 'Ningún evento ha sido rechazado'],
  'dead.none.text': [
    'Events that cannot be decoded or break the schema would be here, with their bytes and the reason.',
    'Aquí estarían los eventos que no se pueden descodificar o no cumplen el esquema, con sus bytes y el motivo.'
  ],
  'dead.replay': ['Take dead events in again', 'Volver a recibir los eventos rechazados'],
  'dead.replay.text': [
    'They are decoded again as they are: after the stream was changed, what was dead may be right.',
    'Se descodifican otra vez tal como están: si el flujo ha cambiado, lo rechazado puede ser ya correcto.'
  ],
  'aside.shown': ['{n} of {all}', '{n} de {all}'],
  'aside.reload': ['Look again', 'Volver a mirar'],
  'aside.older': ['Show older ones', 'Mostrar más antiguos'],
  'aside.choose': ['Choose event {place}', 'Elegir el evento {place}'],
  'aside.bytes': ['Bytes', 'Bytes'],
  'aside.replayed': ['Already replayed', 'Ya reprocesado'],
  replay: ['Replay', 'Reprocesar'],
  'replay.chosen': ['Replay {n} chosen', 'Reprocesar {n} elegidos'],
  'replay.all': ['Replay all {n}', 'Reprocesar los {n}'],
  'replay.events': ['{n} event | {n} events', '{n} evento | {n} eventos'],
  'replay.windows': ['{n} window | {n} windows', '{n} ventana | {n} ventanas'],
  'replay.would': ['Would replay {events}; aggregates {windows} again.', 'Reprocesaría {events}; vuelve a agregar {windows}.'],
  'replay.done': ['Replayed {events}; aggregates {windows} again.', 'Reprocesado: {events}; se vuelven a agregar {windows}.'],
  'replay.refused': [
    '{n} event stays where it is: | {n} events stay where they are:',
    '{n} evento se queda donde está: | {n} eventos se quedan donde están:'
  ],
  'replay.nothing': ['Nothing was replayed.', 'No se ha reprocesado nada.'],
  fix: ['Fix', 'Corregir'],
  'fix.title': ['Fix and replay', 'Corregir y reprocesar'],
  'fix.text': ['The event, to be mended', 'El evento, para corregirlo'],
  'fix.preview': ['Preview', 'Probar'],
  'fix.cut': [
    'Only the beginning of the event is shown: what you replay is what stands here.',
    'Solo se muestra el principio del evento: se reprocesa lo que pone aquí.'
  ]
} as const
