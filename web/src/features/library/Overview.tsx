import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { overviewQuery } from '../../api/library';
import { bytesText } from '../../lib/clock';

/** How many films and files there are, of which kinds, and what wants looking at. */
export function Overview() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(overviewQuery);
  if (!data || data.files === 0) return null;
  const language = i18n.language;
  const figures: [name: string, value: string, to?: string][] = [
    [t('overview.movies'), data.movies.toLocaleString(language)],
    [t('overview.files'), data.files.toLocaleString(language)],
    [t('overview.space'), bytesText(data.bytes, language)],
    [t('overview.hours'), data.hours.toLocaleString(language)],
    [t('overview.unmatched'), data.unmatched.toLocaleString(language), 'unmatched'],
    [t('overview.broken'), data.broken.toLocaleString(language), 'broken'],
    [t('overview.missing'), data.missing.toLocaleString(language), 'missing'],
    [t('overview.duplicates'), data.duplicates.toLocaleString(language), 'duplicate'],
  ];
  return (
    <section>
      <dl className="figures">
        {figures.map(([name, value, to]) => (
          <div className="figure" key={name}>
            <dt>{name}</dt>
            <dd>{to && value !== '0' ? <Link to={`/library/files?state=${to}`}>{value}</Link> : value}</dd>
          </div>
        ))}
      </dl>
      <div className="shares">
        {(['heights', 'codecs', 'containers'] as const).map((kind) => (
          <table className="plain" key={kind}>
            <caption>{t(`overview.${kind}`)}</caption>
            <tbody>
              {data[kind].map((share) => (
                <tr key={share.name}>
                  <th scope="row">{share.name}</th>
                  <td>{share.files.toLocaleString(language)}</td>
                  <td>{bytesText(share.bytes, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  );
}
