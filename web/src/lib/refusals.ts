import type { TFunction } from 'i18next';
import type { ApiError } from '../api/client';

/** Why the server said no, as the page says it; in the server's words where there is nothing of our own to say. */
export function refusalText(error: ApiError, t: TFunction): string {
  const { status, problem } = error;
  if (problem?.code) return t(`refusal.${problem.code}`);
  const known = { 0: 'error.offline', 422: 'form.faulty', 429: 'error.tooMany', 503: 'error.busy' }[status];
  return known ? t(known) : (problem?.detail ?? t('error.unknown'));
}

type Fault = NonNullable<ApiError['problem']>['errors'][number];

/** What is wrong with one value. */
export const faultText = ({ code, message }: Fault, t: TFunction): string => (code ? t(`refusal.${code}`) : message);
