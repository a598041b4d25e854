import { useTranslation } from 'react-i18next';
import type { Statistics } from '../../api/client';
import { runtimeText } from '../../lib/format';

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

export function Figures({ data }: { data: Statistics }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const number = (value: number) => value.toLocaleString(language);
  return (
    <dl className="figures">
      <Figure name={t('statistics.movies')} value={number(data.movies)} />
      {data.undated > 0 && <Figure name={t('statistics.undated')} value={number(data.undated)} />}
      <Figure name={t('statistics.viewings')} value={number(data.viewings)} />
      <Figure name={t('statistics.rewatches')} value={number(data.rewatches)} />
      <Figure name={t('statistics.time')} value={runtimeText(data.minutes, t)} />
      <Figure name={t('statistics.days')} value={number(data.days)} />
      {data.average !== null && <Figure name={t('statistics.average')} value={number(data.average)} />}
      {data.site_average !== null && <Figure name={t('statistics.siteAverage')} value={number(data.site_average)} />}
    </dl>
  );
}
