import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EntryWall } from '../../films/EntryWall';
import { Markdown } from '../../kit/Markdown';
import { Histogram } from '../../kit/Histogram';
import { Poster } from '../../films/Poster';
import { Stars } from '../../films/StarRating';
import { Line } from '../../kit/Status';
import type { Member } from '../../api/client';
import { dayText } from '../../lib/day';
import { recentQuery, statisticsQuery } from '../../api/diary';

/** How they rate: how often which stars. */
function RatingPlot({ whose }: { whose: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(statisticsQuery(undefined, whose));
  if (!data || data.average === null) return null;
  return (
    <div className="member__plot">
      <Histogram counts={data.histogram} label={t('statistics.ratings')} />
    </div>
  );
}

function RecentDiary({ whose, all }: { whose: string; all: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(recentQuery(whose));
  if (!data) return <Line width="60%" />;
  if (data.length === 0) return <p className="quiet">{t('diary.emptyTheirs')}</p>;
  return (
    <>
      <ul className="poster-row">
        {data.map(({ movie, viewing }) => (
          <li key={viewing.id}>
            <Poster movie={movie} note={dayText(viewing.watched_on, i18n.language)} />
            {viewing.rating !== null && <Stars value={viewing.rating} />}
          </li>
        ))}
      </ul>
      <p>
        <Link to={all}>{t('member.allDiary')}</Link>
      </p>
    </>
  );
}

export function Profile({ member, whose }: { member: Member; whose: string }) {
  const { t } = useTranslation();
  return (
    <>
      {member.bio && (
        <div className="page-head__text">
          <Markdown text={member.bio} />
        </div>
      )}
      {member.favorites.length > 0 && (
        <section>
          <h2>{t('member.favorites')}</h2>
          <ul className="poster-wall">
            {member.favorites.slice(0, 4).map((movie) => (
              <li key={movie.id}>
                <Poster movie={movie} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {member.open.diary ? (
        <section>
          <RatingPlot whose={whose} />
          <h2>{t('member.recent')}</h2>
          <RecentDiary whose={whose} all={`/u/${whose}/diary`} />
          <h2>{t('member.latest')}</h2>
          <EntryWall
            query={{ rated: true, sort: '-updated_at' }}
            whose={whose}
            empty={t('films.empty')}
            emptyText={t('member.nothingRated')}
          />
        </section>
      ) : (
        <p className="quiet">{t('member.diaryShut')}</p>
      )}
    </>
  );
}
