import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../api/client';
import { Refusal } from './Refusal';
import { changeJob } from '../api/jobs';

type Wish = 'run' | 'pause' | 'cancel' | 'retry';

export const isUnderWay = (job: { state: string }) => job.state === 'queued' || job.state === 'running';

/** What may be done to a job as it stands. */
export function JobActions({ job }: { job: { id: number; state: string; paused: boolean } }) {
  const { t } = useTranslation();
  const change = useMutation<unknown, ApiError, Wish>({
    mutationFn: (wish) => changeJob(job.id, { wish }),
  });
  const button = (wish: Wish) => (
    <button className="btn btn-outline-primary btn-sm" type="button" onClick={() => change.mutate(wish)}>
      {t(`scan.${wish}`)}
    </button>
  );
  return (
    <>
      <Refusal error={change.error ?? undefined} />
      <p className="actions">
        {isUnderWay(job) && (job.paused ? button('run') : button('pause'))}
        {isUnderWay(job) && button('cancel')}
        {(job.state === 'failed' || job.state === 'cancelled') && button('retry')}
      </p>
    </>
  );
}
