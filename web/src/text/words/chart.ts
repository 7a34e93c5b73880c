export const chart = {
  chart: ['Chart', 'Gráfico'],
  table: ['Table', 'Tabla'],
  'chart.as': ['Show as', 'Mostrar como'],
  'chart.label': [
    '{label}. Arrow keys move in time, plus and minus zoom.',
    '{label}. Las flechas mueven en el tiempo; más y menos amplían y reducen.'
  ],
  'chart.nothing': ['No value here', 'Aquí no hay valor'],
  'chart.open': ['open', 'abierta'],
  'chart.more': ['and {n} more', 'y {n} más'],
  'chart.total': ['Total', 'Total'],
  legend: ['Series', 'Series'],
  'legend.series': ['Series', 'Serie'],
  'legend.last': ['Last', 'Último'],
  'legend.min': ['Min', 'Mín.'],
  'legend.max': ['Max', 'Máx.'],
  'legend.mean': ['Mean', 'Media'],
  'legend.toggle': ['Click hides it, Alt and click shows it alone', 'Un clic la oculta; Alt y clic la deja sola'],
  'legend.rest': ['{n} more series are not drawn', '{n} series más no se dibujan']
} as const
