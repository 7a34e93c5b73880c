import { Button } from '../../parts/Button'
import { Icon } from '../../parts/Icon'
import { t } from '../../text'
import type { SqlName } from './completion'

interface NameTreeProps {
  names: readonly SqlName[]
  onChoose: (text: string) => void
  onOpen: (sql: string) => void
}

/** What can be asked: views and streams with their columns; a column's click writes its name. */
export function NameTree({ names, onChoose, onOpen }: NameTreeProps) {
  if (names.length === 0) return <p class="muted">{t('explore.nothing')}</p>
  return (
    <div class="names">
      {names.map(name => (
        <details key={name.table}>
          <summary>
            <span class="chevron">
              <Icon name="chevron" size={10} />
            </span>
            <Icon name={name.kind} size={14} />
            <span>{name.table}</span>
          </summary>
          <Button class="open" kind="quiet" onClick={() => onOpen(`SELECT * FROM ${name.table} LIMIT 100`)}>
            {t('explore.open')}
          </Button>
          <ul>
            {name.columns.map(column => (
              <li key={column.name}>
                <button type="button" onClick={() => onChoose(column.name)}>
                  {column.name} <span>{column.type.replace(' NOT NULL', '')}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  )
}
