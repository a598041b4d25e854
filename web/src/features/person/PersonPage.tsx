import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { Icon } from '../../kit/Icon';
import { Picture } from '../../kit/Picture';
import { Poster, PosterSkeleton } from '../../films/Poster';
import { Failure, Line } from '../../kit/Status';
import { ApiError, type Person } from '../../api/client';
import { personName } from '../../lib/format';
import { personQuery } from '../../api/catalogue';
import { mayEdit, useSession } from '../../lib/session';
import { usePageTitle } from '../../lib/usePageTitle';

function PersonView({ person }: { person: Person }) {
  const { t, i18n } = useTranslation();
  const name = personName(person, i18n.language);
  const edits = mayEdit(useSession()?.user);
  usePageTitle(name);
  const years = [person.birth_year, person.death_year].filter(Boolean).join(' – ');
  const roles = (['director', 'writer', 'actor'] as const).filter((role) => person.filmography[role].length > 0);
  return (
    <>
      <header className="page-head">
        {person.photo && (
          <div className="person-photo">
            <Picture picture={person.photo} sizes="14rem" eager />
          </div>
        )}
        <h1>{name}</h1>
        {name !== person.name && <p className="movie__other">{person.name}</p>}
        {years && <p>{years}</p>}
        {person.biography && <p className="page-head__text">{person.biography}</p>}
        {edits && (
          <p>
            <Link className="btn btn-outline-primary" to={`/people/${person.id}/edit`}>
              <Icon name="edit" /> {t('edit.action')}
            </Link>
          </p>
        )}
      </header>
      {roles.map((role) => (
        <section key={role} aria-labelledby={`role-${role}`}>
          <h2 id={`role-${role}`}>
            {t(`filmography.${role}`)} <span className="count">{person.filmography[role].length}</span>
          </h2>
          <ul className="poster-wall">
            {person.filmography[role].map(({ movie, character }, i) => (
              <li key={`${movie.id}-${i}`}>
                <Poster movie={movie} note={character} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

export function PersonPage() {
  const { id } = useParams();
  const { data, error, refetch } = useQuery(personQuery(Number(id)));
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data) return <PersonView person={data} />;
  return (
    <div aria-busy="true">
      <Line width="40%" />
      <ul className="poster-wall">
        {Array.from({ length: 6 }, (_, i) => (
          <li key={i}>
            <PosterSkeleton />
          </li>
        ))}
      </ul>
    </div>
  );
}
