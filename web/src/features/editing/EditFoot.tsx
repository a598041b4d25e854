import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Confirm } from '../../kit/Confirm';
import { Submit } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import type { ApiError } from '../../api/client';
import { removeThing } from '../../api/editing';

/** How an edit ends: saved, left, or with the thing deleted. */
export function EditFoot({
  kind,
  id,
  sending,
  title,
  text,
  faults,
  onDeleted,
}: {
  kind: 'movies' | 'people';
  id: number;
  sending: boolean;
  title: string;
  text: string;
  /** What stands against saving. */
  faults?: ReactNode;
  /** The form has nothing to lose any more. */
  onDeleted: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeThing(kind, id),
    onSuccess: async () => {
      onDeleted();
      await navigate('/editing/deleted');
    },
  });
  return (
    <>
      <Refusal error={remove.error ?? undefined} />
      <div className="actions actions--foot">
        <Submit sending={sending}>{t('form.save')}</Submit>
        <Link className="btn btn-outline-primary" to={`/${kind}/${id}`}>
          {t('form.cancel')}
        </Link>
        <button className="btn btn-outline-danger" type="button" onClick={() => setAsking(true)}>
          {title}
        </button>
        {faults}
      </div>
      {asking && (
        <Confirm
          title={title}
          text={text}
          action={t('form.delete')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            remove.mutate();
          }}
        />
      )}
    </>
  );
}
