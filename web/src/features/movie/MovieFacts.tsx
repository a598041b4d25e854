import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FaceOf } from '../../people/Person';
import type { Movie } from '../../api/client';
import { countryName, languageName, personName } from '../../lib/format';
import { providersQuery } from '../../api/metadata';
import { pageOf } from '../../lib/externalIds';

export function Cast({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const actors = movie.credits.filter((credit) => credit.role === 'actor');
  if (actors.length === 0) return null;
  return (
    <section aria-labelledby="cast">
      <h2 id="cast">{t('movie.cast')}</h2>
      <ul className="cast">
        {actors.map((credit, i) => (
          <li key={i}>
            <Link to={`/people/${credit.person.id}`}>
              <FaceOf name={personName(credit.person, i18n.language)} picture={credit.photo} className="cast__face" />
              <span className="cast__name">{personName(credit.person, i18n.language)}</span>
              {credit.character && <span className="cast__character">{credit.character}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Facts({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const writers = movie.credits.filter((credit) => credit.role === 'writer');
  const external = Object.entries(movie.external_ids).filter(([provider, id]) => pageOf(provider, id));
  return (
    <dl className="facts">
      {writers.length > 0 && (
        <div>
          <dt>{t('role.writer', { count: writers.length })}</dt>
          <dd>
            {writers.map(({ person }, i) => (
              <span key={person.id}>
                {i > 0 && ', '}
                <Link to={`/people/${person.id}`}>{personName(person, language)}</Link>
              </span>
            ))}
          </dd>
        </div>
      )}
      {movie.countries.length > 0 && (
        <div>
          <dt>{t('movie.countries', { count: movie.countries.length })}</dt>
          <dd>
            {movie.countries.map((code, i) => (
              <span key={code}>
                {i > 0 && ', '}
                <Link to={`/movies?country=${code}`}>{countryName(code, language)}</Link>
              </span>
            ))}
          </dd>
        </div>
      )}
      {movie.languages.length > 0 && (
        <div>
          <dt>{t('movie.languages', { count: movie.languages.length })}</dt>
          <dd>{movie.languages.map((code) => languageName(code, language)).join(', ')}</dd>
        </div>
      )}
      {external.length > 0 && (
        <div>
          <dt>{t('movie.elsewhere')}</dt>
          <dd>
            {external.map(([provider, id], i) => (
              <span key={provider}>
                {i > 0 && ', '}
                <a href={pageOf(provider, encodeURIComponent(id))} rel="noreferrer">
                  {t(`provider.${provider}`, provider)}
                </a>
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Whoever has told of it wants to be named. */
export function Sources({ names }: { names: string[] }) {
  const { data } = useQuery(providersQuery);
  const said = data?.filter(({ name }) => names.includes(name)) ?? [];
  return (
    <p className="movie__sources">
      {said.map(({ name, title, attribution, website }) => (
        <span key={name}>
          {attribution}{' '}
          <a href={website} rel="noreferrer">
            {title}
          </a>{' '}
        </span>
      ))}
    </p>
  );
}
