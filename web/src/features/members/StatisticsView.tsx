import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Statistics } from '../../api/client';
import { dateOf, today } from '../../lib/day';
import { countryName, personName, titleOf } from '../../lib/format';
import { statisticsQuery, type Whose } from '../../api/diary';
import { genresQuery } from '../../api/catalogue';
import { useGenreName } from '../../lib/useGenreName';
import { HeatMap } from './HeatMap';
import { Plot } from './Plots';
import { Poster } from '../../films/Poster';
import { Stars } from '../../films/StarRating';
import { Empty, Failure, Line } from '../../kit/Status';
import { Figures } from './Figures';

/** In percent of all, so that one person's can be laid beside everybody's. */
function shares(counts: number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (all === 0 ? 0 : Math.round((count / all) * 1000) / 10));
}

/** What kinds of films: by genre, decade and country. */
function WhatFilms({ data }: { data: Statistics }) {
  const { t, i18n } = useTranslation();
  const genreName = useGenreName();
  const { data: genres } = useQuery(genresQuery);
  const films = t('plot.films');
  const nameOf = (line: Statistics['genres'][number]) => {
    const genre = genres?.find(({ id }) => id === line.id);
    return genre ? genreName(genre) : line.name;
  };
  return (
    <>
      <Plot
        title={t('statistics.genres')}
        unit={films}
        across
        columns={data.genres.map((line) => ({ name: nameOf(line), value: line.movies }))}
      />
      <Plot
        title={t('statistics.decades')}
        unit={films}
        columns={data.decades.map((line) => ({
          name: t('browse.decade', { decade: line.decade }),
          value: line.movies,
        }))}
      />
      <Plot
        title={t('statistics.countries')}
        unit={films}
        across
        columns={data.countries
          .slice(0, 10)
          .map((line) => ({ name: countryName(line.code, i18n.language), value: line.movies }))}
      />
    </>
  );
}

function Plots({ data }: { data: Statistics }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const hours = (minutes: number) => Math.round(minutes / 6) / 10;
  const month = new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit' });
  const until = data.year && String(data.year) !== today().slice(0, 4) ? `${data.year}-12-31` : today();
  return (
    <>
      <HeatMap
        title={t('statistics.calendar')}
        counts={new Map(data.calendar.map(({ day, viewings }) => [day, viewings]))}
        until={until}
      />
      <div className="plots">
        <Plot
          title={t('statistics.months')}
          unit={t('plot.viewingsUnit')}
          otherUnit={t('plot.hours')}
          columns={data.months.map((line) => ({
            name: month.format(dateOf(`${line.month}-15`)),
            value: line.viewings,
            other: hours(line.minutes),
          }))}
        />
        {!data.year && (
          <Plot
            title={t('statistics.years')}
            unit={t('plot.viewingsUnit')}
            otherUnit={t('plot.hours')}
            columns={data.years.map((line) => ({
              name: String(line.year),
              value: line.viewings,
              other: hours(line.minutes),
            }))}
          />
        )}
        <Plot
          title={t('statistics.ratings')}
          unit={t('statistics.ownShare')}
          otherUnit={t('statistics.siteShare')}
          columns={shares(data.histogram).map((value, i) => ({
            name: ((i + 1) / 2).toLocaleString(language),
            value,
            other: shares(data.site_histogram)[i],
          }))}
        />
        <WhatFilms data={data} />
      </div>
    </>
  );
}

function People({ title, people }: { title: string; people: Statistics['directors'] }) {
  const { t, i18n } = useTranslation();
  if (people.length === 0) return null;
  return (
    <section className="panel">
      <h2>{title}</h2>
      <ol className="ranking">
        {people.map((person) => (
          <li key={person.id}>
            <Link to={`/people/${person.id}`}>{personName(person, i18n.language)}</Link>{' '}
            <span className="quiet">{t('wall.count', { count: person.movies })}</span>{' '}
            {person.average !== null && <Stars value={Math.round(person.average * 2) / 2} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What somebody's films come to: of all time, or a year in review. */
export function StatisticsView({ whose }: { whose?: Whose }) {
  const { t, i18n } = useTranslation();
  const [params, setParams] = useSearchParams();
  const year = Number(params.get('year')) || undefined;
  const { data, error, refetch } = useQuery(statisticsQuery(year, whose));
  const language = i18n.language;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="70%" />;
  return (
    <>
      <div className="field field--short">
        <label htmlFor="statistics-year">{t('statistics.period')}</label>
        <select
          id="statistics-year"
          className="form-select"
          value={year ?? ''}
          onChange={(event) => setParams(event.target.value ? { year: event.target.value } : {})}
        >
          <option value="">{t('statistics.allTime')}</option>
          {[...data.years].reverse().map((line) => (
            <option key={line.year} value={line.year}>
              {line.year}
            </option>
          ))}
        </select>
      </div>
      {data.movies === 0 ? (
        <Empty title={t('statistics.empty')} text={t('statistics.emptyText')} />
      ) : (
        <>
          <Figures data={data} />
          {data.first && data.last && (
            <p>
              {t('statistics.firstLast', { first: titleOf(data.first, language), last: titleOf(data.last, language) })}
            </p>
          )}
          <Plots data={data} />
          <div className="plots">
            <People title={t('statistics.directors')} people={data.directors} />
            <People title={t('statistics.actors')} people={data.actors} />
          </div>
          {data.best.length > 0 && (
            <section>
              <h2>{t('statistics.best')}</h2>
              <ul className="poster-wall">
                {data.best.map(({ movie, rating }) => (
                  <li key={movie.id}>
                    <Poster movie={movie} />
                    <Stars value={rating} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </>
  );
}
