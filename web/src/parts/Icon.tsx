/** Drawn on a grid of 16 by 16 with a stroke of 1.5; an icon never stands alone as a name. */
const paths = {
  overview: 'M2 9.5h3l2-6 3 10 2-4h2',
  pipelines: 'M2.5 2.5h4v4h-4zM9.5 9.5h4v4h-4zM6.5 4.5h3a2 2 0 0 1 2 2v3',
  dashboards: 'M2.5 2.5h5v6h-5zM10 2.5h3.5v3H10zM10 8h3.5v5.5H10zM2.5 11h5v2.5h-5z',
  explore: 'M2.5 3h11v10h-11zM5 6.5l2 1.5-2 1.5M8.5 10h3',
  system: 'M3 2.5h10v4.5H3zM3 9h10v4.500H3zM5.500 4.750h.01M5.500 11.250h.01',
  menu: 'M2 4h12M2 8h12M2 12h12',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.500 10.500 14 14',
  close: 'M3.500 3.500l9 9M12.500 3.500l-9 9',
  pause: 'M5 3v10M11 3v10',
  play: 'M4.500 3l8 5-8 5z',
  chevron: 'M6 3.500 10.500 8 6 12.500',
  down: 'M3.500 6 8 10.500 12.500 6',
  left: 'M10 3.500 5.500 8l4.500 4.500',
  copy: 'M5.500 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3',
  check: 'M3 8.500l3.500 3.500L13 4.500',
  warning: 'M8 2.500 14 13.500H2zM8 6.500v3.500M8 11.800v.1',
  error: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 5v4M8 11v.1',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.500V8l2.500 1.500',
  table: 'M2 3h12v10H2zM2 6.500h12M2 9.750h12M6.500 3v10',
  chart: 'M2.500 2.500v11h11M5 10l2.500-3.500 2.500 2 3-4.500',
  plus: 'M8 3v10M3 8h10',
  edit: 'M3 13l.6-2.800L10.800 3l2.200 2.200-7.200 7.200zM9.500 4.300l2.200 2.200',
  download: 'M8 2.500v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11',
  full: 'M2.500 6v-3.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
  grip: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  trash: 'M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500l.5 9h6l.5-9',
  stream: 'M2 5c2-2 4 2 6 0s4-2 6 0M2 10.500c2-2 4 2 6 0s4-2 6 0',
  view: 'M2.500 3h11v10h-11zM2.500 6.500h11M6.500 6.500V13',
  source: 'M2.500 8h7M7 4.500 10.500 8 7 11.500M13.500 3v10',
  replay: 'M3 8a5 5 0 1 0 1.600-3.700M3 2.500v3h3',
  sun: 'M8 5.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600zM8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M3.400 12.600l.7-.7M11.900 4.100l.7-.7',
  moon: 'M13 9.500A5.500 5.500 0 0 1 6.500 3 5.500 5.500 0 1 0 13 9.500z',
  half: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 2v12',
  side: 'M2.500 3h11v10h-11zM6 3v10',
  keyboard: 'M1.500 4.500h13v7h-13zM4 7h.01M6.700 7h.01M9.300 7h.01M12 7h.01M5 9.500h6',
  filter: 'M2.500 3.500h11L9.500 8.500v4l-3 1.500V8.500z',
  more: 'M3.500 8h.01M8 8h.01M12.500 8h.01'
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
