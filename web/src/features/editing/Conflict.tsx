import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../kit/Confirm';
import { changedFields } from './draft';
import { useFieldText } from './useFieldText';

/** Somebody else has saved meanwhile: both versions, and a choice for each field that they changed. */
export function Conflict<V extends object>({
  base,
  mine,
  theirs,
  onChoose,
  onClose,
}: {
  base: V;
  mine: V;
  theirs: V;
  onChoose: (merged: V) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const fieldText = useFieldText();
  const fields = changedFields(base, theirs);
  const ownChanges = changedFields(base, mine);
  const [chosen, setChosen] = useState<Record<string, 'mine' | 'theirs'>>(
    Object.fromEntries(fields.map((field) => [field, ownChanges.includes(field) ? 'mine' : 'theirs'])),
  );
  const choose = () => {
    const taken = fields.filter((field) => chosen[field] === 'theirs');
    onChoose({ ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) });
  };
  return (
    <Dialog title={t('conflict.title')} onClose={onClose}>
      <p>{t('conflict.text')}</p>
      {fields.map((field) => (
        <fieldset className="versions" key={field}>
          <legend>{t(`field.${field as string}`)}</legend>
          {(['mine', 'theirs'] as const).map((whose) => (
            <label className="version" key={whose}>
              <input
                type="radio"
                name={field}
                checked={chosen[field] === whose}
                onChange={() => setChosen({ ...chosen, [field]: whose })}
              />
              <span>
                <strong>{t(`conflict.${whose}`)}</strong>
                <span>{fieldText(field, (whose === 'mine' ? mine : theirs)[field]) || t('conflict.nothing')}</span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <DialogActions action={t('conflict.choose')} onAct={choose} onClose={onClose} />
    </Dialog>
  );
}
