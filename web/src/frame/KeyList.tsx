import { Dialog } from '../parts/Dialog'
import { t, type Word } from '../text'
import './keylist.css'

const groups: [Word, [string[], Word][]][] = [
  [
    'keys.anywhere',
    [
      [['g', 'o'], 'nav.overview'],
      [['g', 'p'], 'nav.pipelines'],
      [['g', 'd'], 'nav.dashboards'],
      [['g', 'e'], 'nav.explore'],
      [['g', 's'], 'nav.system'],
      [['/'], 'keys.search'],
      [['l'], 'keys.live'],
      [['?'], 'keys.list']
    ]
  ],
  [
    'keys.chart',
    [
      [['←', '→'], 'keys.pan'],
      [['+', '−'], 'keys.zoom'],
      [['0'], 'keys.reset'],
      [['Shift', '←', '→'], 'keys.cursor']
    ]
  ],
  [
    'keys.dashboard',
    [
      [['←', '→'], 'keys.move'],
      [['Shift', '←', '→', '↑', '↓'], 'keys.size']
    ]
  ],
  ['keys.editor', [[['Ctrl', 'Enter'], 'keys.run']]]
]

export function KeyList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      {groups.map(([group, keys]) => (
        <section class="keylist" key={group}>
          <h3>{t(group)}</h3>
          <dl>
            {keys.map(([pressed, does]) => (
              <div key={does + pressed.join()}>
                <dt>
                  {pressed.map(one => (
                    <kbd key={one}>{one}</kbd>
                  ))}
                </dt>
                <dd>{t(does)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
