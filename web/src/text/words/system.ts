export const system = {
  'system.readiness': ['Readiness', 'Disponibilidad'],
  'system.well': ['All is well', 'Todo en orden'],
  'system.process': ['Process', 'Proceso'],
  'system.version': ['Version', 'Versión'],
  'system.up': ['Started', 'Arrancado'],
  'system.cpu': ['Processor', 'Procesador'],
  'system.cores': ['{used} of {all} cores', '{used} de {all} núcleos'],
  'system.memory': ['Memory (resident)', 'Memoria (residente)'],
  'system.heap': ['Heap', 'Montículo (heap)'],
  'system.threads': ['Threads', 'Hilos'],
  'system.log': ['Log', 'Registro de eventos'],
  'system.store': ['Store', 'Almacén'],
  'system.size': ['Size', 'Tamaño'],
  'system.address': ['Address', 'Dirección'],
  'system.disk': ['Disk', 'Disco'],
  'system.disk.low': ['Too little is free: ingest answers 503.', 'Queda demasiado poco libre: la entrada responde 503.'],
  'system.disk.remedy': [
    'Free some space, or shorten the retention of the streams.',
    'Libera espacio o acorta la retención de los flujos.'
  ],
  'system.free': ['Free', 'Libre'],
  'system.floor': ['Floor', 'Mínimo'],
  'system.floor.text': ['Below the floor no events are taken in.', 'Por debajo del mínimo no se reciben eventos.'],
  'system.checkpoints': ['Checkpoints', 'Puntos de control'],
  'system.last': ['Last', 'Último'],
  'system.took': ['Took', 'Tardó']
} as const
