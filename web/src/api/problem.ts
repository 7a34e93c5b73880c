import type { FileProblem, ProblemDocument } from './types'

/** What went wrong with a request: the server's problem document, or that there was no answer at all (status 0). */
export class Problem extends Error {
  readonly status: number
  readonly problems: FileProblem[]
  readonly retryAfterSeconds: number | null

  constructor(message: string, status: number, problems: FileProblem[] = [], retryAfterSeconds: number | null = null) {
    super(message)
    this.status = status
    this.problems = problems
    this.retryAfterSeconds = retryAfterSeconds
  }

  static async of(response: Response): Promise<Problem> {
    const retry = Number(response.headers.get('Retry-After') ?? NaN)
    const after = Number.isFinite(retry) ? retry : null
    const body = await response.text()
    try {
      const document = JSON.parse(body) as Partial<ProblemDocument>
      return new Problem(
        document.detail ?? document.title ?? response.statusText,
        response.status,
        document.problems ?? [],
        after
      )
    } catch {
      return new Problem(body.slice(0, 500) || response.statusText || String(response.status), response.status, [], after)
    }
  }
}
