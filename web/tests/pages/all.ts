/** A page of each kind, for what must hold on all of them. */
export const pages: [name: string, path: string][] = [
  ['overview', '/'],
  ['pipelines', '/pipelines'],
  ['pipeline', '/pipelines/plant'],
  ['drawer', '/pipelines/plant?node=view%3Ahot'],
  ['file', '/pipelines/plant?tab=file'],
  ['view', '/views/plant/temperature'],
  ['view of another time', '/views/earthquakes/activity'],
  ['view without windows', '/views/plant/totals'],
  ['stream', '/streams/plant/readings'],
  ['late events', '/streams/plant/readings?tab=late'],
  ['dead events', '/streams/plant/readings?tab=dead'],
  ['definition', '/streams/plant/readings?tab=definition'],
  ['explore', '/explore?sql=SELECT%20*%20FROM%20plant.temperature%20LIMIT%20200'],
  ['explore as a chart', '/explore?as=chart&sql=SELECT%20*%20FROM%20plant.temperature%20LIMIT%20900'],
  ['dashboards', '/dashboards'],
  ['dashboard', '/dashboards/plant/overview'],
  ['dashboard being edited', '/dashboards/plant/overview?edit=1'],
  ['system', '/system']
]
