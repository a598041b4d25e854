import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { lazy, Suspense } from 'react';
import { CollectionView } from '../../films/CollectionView';
import { DiaryView } from '../../films/DiaryView';
import { EntryWall } from '../../films/EntryWall';
import { ListCard } from '../../films/ListCard';
import { Markdown } from '../../kit/Markdown';
import { PageTabs } from '../../kit/PageTabs';
import { FaceOf } from '../../people/Person';
import { PosterArt } from '../../films/Poster';
import { ShareButton } from '../../people/SharingDialog';
import { Stars } from '../../films/StarRating';
import { Empty, Failure, Line } from '../../kit/Status';
import { ApiError, type Member } from '../../api/client';
import { dateTimeText, titleOf } from '../../lib/format';
import { memberListsQuery } from '../../api/lists';
import { memberQuery } from '../../api/members';
import { memberReviewsQuery } from '../../api/reviews';
import { usePageTitle } from '../../lib/usePageTitle';
import { Profile } from './Profile';

const StatisticsView = lazy(() => import('./StatisticsView').then((file) => ({ default: file.StatisticsView })));

function Lists({ username }: { username: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(memberListsQuery(username));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="50%" />;
  if (data.length === 0) return <Empty title={t('lists.none')} text={t('lists.emptyTheirs')} />;
  return (
    <ul className="list-cards">
      {data.map((list) => (
        <li key={list.id}>
          <ListCard list={list} />
        </li>
      ))}
    </ul>
  );
}

function Reviews({ username }: { username: string }) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(memberReviewsQuery(username));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="50%" />;
  if (data.total === 0) return <Empty title={t('review.none')} text={t('member.noReviews')} />;
  return data.items.map((review) => (
    <article className="review review--of" key={review.id}>
      <Link className="diary__poster" to={`/movies/${review.movie_id}`} tabIndex={-1} aria-hidden="true">
        <PosterArt movie={review.movie} />
      </Link>
      <header>
        <h3>
          <Link to={`/movies/${review.movie_id}`}>{titleOf(review.movie, i18n.language)}</Link>{' '}
          <span className="quiet">{review.movie.year}</span>
        </h3>
        {review.rating !== null && <Stars value={review.rating} />}
        <time dateTime={review.created_at}>{dateTimeText(review.created_at, i18n.language)}</time>
      </header>
      {review.spoiler ? <p className="hint">{t('review.spoilerWarning')}</p> : <Markdown text={review.body} />}
    </article>
  ));
}

/** The pages that they let one see. */
function pagesOf({ open }: Member, base: string, t: TFunction) {
  return [
    [base, t('member.profile')] as const,
    ...(open.diary
      ? ([
          [`${base}/films`, t('yours.films')],
          [`${base}/diary`, t('yours.diary')],
          [`${base}/statistics`, t('yours.statistics')],
        ] as const)
      : []),
    [`${base}/lists`, t('yours.lists')] as const,
    [`${base}/reviews`, t('review.title')] as const,
    ...(open.collection ? [[`${base}/collection`, t('yours.collection')] as const] : []),
  ];
}

/** Somebody's page, as far as they let one see it. */
export function MemberPage() {
  const { t } = useTranslation();
  const { username = '', part = '' } = useParams();
  const { data, error, refetch } = useQuery(memberQuery(username));
  usePageTitle(data?.full_name || username);
  if (error instanceof ApiError && error.status === 404)
    return (
      <section className="fallback">
        <h1>{t('member.shut')}</h1>
        <p>{t('member.shutText')}</p>
        <Link className="btn btn-primary" to="/members">
          {t('members.title')}
        </Link>
      </section>
    );
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="50%" />;
  const whose = data.user.username ?? username;
  const base = `/u/${whose}`;
  return (
    <>
      <header className="page-head page-head--actions">
        <FaceOf name={data.full_name || data.user.name} picture={data.user.avatar} className="face face--large" />
        <div className="page-head__words">
          <h1>{data.full_name || data.user.name}</h1>
          <p>
            @{whose}
            {data.watched !== null && ` · ${t('member.watched', { count: data.watched })}`}
            {data.rated !== null && ` · ${t('member.rated', { count: data.rated })}`}
            {data.joined_at && ` · ${t('member.since', { year: data.joined_at.slice(0, 4) })}`}
          </p>
        </div>
        {data.is_self && <ShareButton what="profile" />}
      </header>
      <PageTabs label={t('member.pages', { name: data.user.name })} pages={pagesOf(data, base, t)} />
      {part === '' && <Profile member={data} whose={whose} />}
      {part === 'films' && (
        <EntryWall
          query={{ status: 'watched', sort: '-rating' }}
          whose={whose}
          empty={t('films.empty')}
          emptyText={t('member.nothingRated')}
        />
      )}
      {part === 'diary' && <DiaryView whose={whose} />}
      {part === 'statistics' && (
        <Suspense fallback={<Line width="60%" />}>
          <StatisticsView whose={whose} />
        </Suspense>
      )}
      {part === 'lists' && <Lists username={whose} />}
      {part === 'reviews' && <Reviews username={whose} />}
      {part === 'collection' && <CollectionView whose={whose} />}
    </>
  );
}
