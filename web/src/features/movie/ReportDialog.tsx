import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api/client';
import { Dialog } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import { Done } from '../../kit/Status';

/** Tells moderators what is wrong with something. */
export function ReportDialog({ send, onClose }: { send: (reason: string) => Promise<unknown>; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [reason, setReason] = useState('');
  const report = useMutation<unknown, ApiError>({ mutationFn: () => send(reason.trim()) });
  return (
    <Dialog title={t('report.title')} onClose={onClose}>
      {report.isSuccess ? (
        <Done>{t('report.sent')}</Done>
      ) : (
        <>
          <Refusal error={report.error ?? undefined} />
          <div className="field">
            <label htmlFor={id}>{t('report.reason')}</label>
            <textarea
              id={id}
              className="form-control"
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        </>
      )}
      <div className="actions">
        {!report.isSuccess && (
          <button
            className="btn btn-primary"
            type="button"
            disabled={!reason.trim() || report.isPending}
            onClick={() => report.mutate()}
          >
            {t('report.send')}
          </button>
        )}
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t(report.isSuccess ? 'form.done' : 'form.cancel')}
        </button>
      </div>
    </Dialog>
  );
}
