import type { FileProblem } from '../../api/types'
import { Icon } from '../../parts/Icon'
import { t } from '../../text'

/** All problems of a file, each a way to its place. */
export function ProblemList({ problems, onChoose }: { problems: FileProblem[]; onChoose: (problem: FileProblem) => void }) {
  return (
    <ul class="problems" aria-label={t('file.list')}>
      {problems.map((problem, at) => (
        <li key={at} class={problem.warning ? 'warning' : 'bad'}>
          <button type="button" onClick={() => onChoose(problem)}>
            <Icon name={problem.warning ? 'warning' : 'error'} size={14} />
            <span class="place">{problem.line !== undefined && `${problem.line}:${problem.column ?? 1}`}</span>
            <span>
              <code>{problem.path}</code> {problem.message} <span class="muted">{problem.remedy}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
