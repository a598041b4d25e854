import { useMutation } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import type { ApiError } from '../../api/client';
import { makeStreamLink } from '../../api/player';
import { dateTimeText } from '../../lib/format';

const spans = [4, 24, 168];

/** A link for a television or another player; whoever has it may watch until it ends. */
export function Elsewhere({ file, onClose }: { file: number; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [hours, setHours] = useState(24);
  const make = useMutation({
    mutationFn: () => makeStreamLink(file, { hours }).then((a) => a.data),
  });
  const link = make.data;
  return (
    <Dialog title={t('elsewhere.title')} onClose={onClose}>
      <p>{t('elsewhere.text')}</p>
      <Refusal error={(make.error as ApiError | null) ?? undefined} />
      {link ? (
        <div className="elsewhere">
          <QRCodeSVG value={link.url} size={180} marginSize={2} title={t('elsewhere.code')} />
          <div>
            <input
              className="form-control"
              readOnly
              aria-label={t('elsewhere.address')}
              value={link.url}
              onFocus={(event) => event.target.select()}
            />
            <p>
              <a href={link.playlist}>{t('elsewhere.playlist')}</a>
            </p>
            <p className="quiet">{t('elsewhere.until', { at: dateTimeText(link.expires_at, i18n.language) })}</p>
          </div>
        </div>
      ) : (
        <label className="field">
          <span>{t('elsewhere.howLong')}</span>
          <select className="form-select" value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {spans.map((span) => (
              <option key={span} value={span}>
                {t('elsewhere.hours', { count: span })}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="actions">
        {!link && (
          <button className="btn btn-primary" type="button" disabled={make.isPending} onClick={() => make.mutate()}>
            {t('elsewhere.make')}
          </button>
        )}
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t('toast.close')}
        </button>
      </div>
    </Dialog>
  );
}
