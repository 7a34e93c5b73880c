import { balanceParts, unaccounted, type Balance } from '../state/ledger'
import { t, type Word } from '../text'
import { exact } from '../text/numbers'
import './equation.css'
import { Icon } from './Icon'

const tones: Record<string, string> = { late: 'warning', dead: 'bad' }

/** The conservation of events in numbers, and whether it holds. */
export function Equation({ balance }: { balance: Balance }) {
  const missing = unaccounted(balance)
  return (
    <div class={`equation ${missing === 0 ? 'holds' : 'broken'}`} role="group" aria-label={t('ledger')}>
      <p class="verdict">
        <Icon name={missing === 0 ? 'check' : 'error'} />
        {missing === 0 ? t('ledger.holds') : t('ledger.broken', { n: exact(missing) })}
      </p>
      <p class="terms">
        <Term n={balance.received} word="ledger.received" />
        {balanceParts.map((part, at) => (
          <>
            <b aria-hidden="true">{at === 0 ? '=' : '+'}</b>
            <Term n={balance[part]} word={`ledger.${part}`} tone={balance[part] > 0 ? tones[part] : undefined} />
          </>
        ))}
      </p>
    </div>
  )
}

function Term({ n, word, tone }: { n: number; word: Word; tone?: string }) {
  return (
    <span class={`term ${tone ?? ''}`}>
      <strong>{exact(n)}</strong> <span>{t(word)}</span>
    </span>
  )
}
