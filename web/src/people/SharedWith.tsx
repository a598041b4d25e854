import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../api/members';
import { Chips } from '../kit/Chips';

export function SharedWith({
  names,
  typed,
  onType,
  onChange,
}: {
  names: string[];
  /** What stands in the field and counts too: saving does not wait for a press on "Add". */
  typed: string;
  onType: (typed: string) => void;
  onChange: (names: string[]) => void;
}) {
  const { t } = useTranslation();
  // Who is here and shows a page may be chosen from a list; others are typed.
  const known = useQuery({ ...membersQuery(typed.trim(), 1, 8), enabled: typed.trim() !== '' }).data?.items ?? [];
  const add = () => {
    const name = typed.trim();
    if (name && !names.includes(name)) onChange([...names, name]);
    onType('');
  };
  return (
    <div className="field">
      <label htmlFor="share-user">{t('sharing.people')}</label>
      <Chips values={names} onChange={onChange} />
      <div className="field__add">
        <input
          id="share-user"
          className="form-control"
          value={typed}
          autoComplete="off"
          list="share-known"
          placeholder={t('sharing.username')}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
        <datalist id="share-known">
          {known.map(({ user, full_name }) => (
            <option key={user.id} value={user.username ?? ''}>
              {full_name}
            </option>
          ))}
        </datalist>
        <button className="btn btn-outline-primary" type="button" onClick={add}>
          {t('list.add')}
        </button>
      </div>
    </div>
  );
}
