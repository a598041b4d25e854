import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { Icon } from '../../kit/Icon';
import type { MovieFiles } from '../../api/client';
import { bytesText, clockText } from '../../lib/clock';
import { languageName } from '../../lib/format';
import { movieFilesQuery } from '../../api/playing';
import { isAdmin, useSession } from '../../lib/session';

type Version = MovieFiles['versions'][number];

const isPlayable = (version: Version) => version.parts.length > 0 && version.parts.every(({ broken }) => !broken);

/** Where to go on: the first part that is not finished. */
function nextPart(version: Version) {
  return version.parts.find(({ finished }) => !finished) ?? version.parts[0]!;
}

/** Plays the best copy that this house has of a film; the other copies beside it. */
export function PlayPanel({ movie }: { movie: number }) {
  const { t, i18n } = useTranslation();
  const user = useSession()?.user;
  const { data } = useQuery({ ...movieFilesQuery(movie), enabled: !!user });
  const [params] = useSearchParams();
  if (!data || (data.versions.length === 0 && data.extras.length === 0)) return null;
  const language = i18n.language;
  const versions = [...data.versions].sort((a, b) => b.height - a.height);
  const best = versions.find(isPlayable);
  const part = best && nextPart(best);
  // From a poster's play button: the film's page is on the way back.
  if (part && params.has('play')) return <Navigate to={`/play/${part.id}`} replace />;
  const goesOn = part && part.position_ms > 15_000 && !part.finished;
  const words = (version: Version) =>
    [
      version.edition,
      version.height > 0 && `${version.height}p`,
      version.hdr,
      version.video_codec,
      [...new Set(version.languages)].map((code) => languageName(code, language)).join(', '),
      bytesText(version.bytes, language),
      version.parts.length > 1 && t('play.parts', { count: version.parts.length }),
    ]
      .filter(Boolean)
      .join(' · ');
  const faultsOf = ({ parts }: (typeof versions)[number]) =>
    parts.flatMap(({ fault }) => (fault ? [t(`fileFault.${fault}`)] : [])).slice(0, 1);
  return (
    <section className="play" aria-label={t('play.title')}>
      {best && part && (
        <p className="actions">
          <Link className="btn btn-primary btn-lg" to={`/play/${part.id}`}>
            <Icon name="play" /> {goesOn ? t('play.goOn', { at: clockText(part.position_ms) }) : t('play.action')}
          </Link>
        </p>
      )}
      {isAdmin(user) && (
        <p>
          <Link to={`/library/files?state=all&movie=${movie}`}>{t('play.files')}</Link>
        </p>
      )}
      <ul className="play__versions">
        {versions.map((version) => (
          <li key={version.parts[0]!.id}>
            {isPlayable(version) ? (
              <Link to={`/play/${nextPart(version).id}`}>{words(version)}</Link>
            ) : (
              <span className="quiet">{[words(version), ...faultsOf(version)].join(' · ')}</span>
            )}
          </li>
        ))}
        {data.extras.map((extra) => (
          <li key={extra.id}>
            <Link to={`/play/${extra.id}`}>
              {t('play.extra')}: {extra.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
