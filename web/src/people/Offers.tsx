import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ApiError, Offer } from '../api/client';
import { offersQuery, addToGroup, leaveGroup } from '../api/sharing';
import { useSession } from '../lib/session';
import { Refusal } from '../kit/Refusal';
import { Person } from './Person';
import { addListEditor, removeListEditor } from '../api/lists';

/** What one is asked to edit (lists) or to be in (groups), to be answered; nothing where nobody asks. */
export function Offers({ kind }: { kind: Offer['kind'] }) {
  const { t } = useTranslation();
  const username = useSession()?.user?.username;
  const { data } = useQuery(offersQuery);
  const reply = useMutation<unknown, ApiError, { offer: Offer; yes: boolean }>({
    mutationFn: ({ offer, yes }) => {
      if (kind === 'group') return yes ? addToGroup(offer.id, username!) : leaveGroup(offer.id, username!);
      return yes ? addListEditor(offer.id, username!) : removeListEditor(offer.id, username!);
    },
  });
  const offers = data?.filter((offer) => offer.kind === kind) ?? [];
  if (offers.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t('offers.title')}</h2>
      <Refusal error={reply.error ?? undefined} />
      <ul className="rows">
        {offers.map((offer) => (
          <li key={offer.id}>
            <div>
              <Person face={offer.from} />
              <span>{t(`offers.${kind}`, { name: offer.name })}</span>
            </div>
            <div className="actions">
              <button
                className="btn btn-primary"
                type="button"
                disabled={reply.isPending}
                onClick={() => reply.mutate({ offer, yes: true })}
              >
                {t('offers.yes')}
              </button>
              <button
                className="btn btn-outline-primary"
                type="button"
                disabled={reply.isPending}
                onClick={() => reply.mutate({ offer, yes: false })}
              >
                {t('offers.no')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
