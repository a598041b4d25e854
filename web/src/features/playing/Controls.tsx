import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon, type IconName } from '../../kit/Icon';
import type { Playback, PlayItem } from '../../api/client';
import { clockText } from '../../lib/clock';
import { Choices } from './Choices';
import { Elsewhere } from './Elsewhere';
import { Glance, useGlance } from './Glance';
import { useKeys } from './useKeys';
import type { Wish } from './useSource';
import { useVideoState } from './useVideoState';

const hideAfter = 3000;

function Button({ icon, name, onClick }: { icon: IconName; name: string; onClick: () => void }) {
  return (
    <button className="cinema__button" type="button" aria-label={name} title={name} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/** The bar below the picture. It goes when nobody moves, and comes back with a touch, a mouse or a key. */
export function Controls({
  roomRef,
  videoRef,
  item,
  playback,
  wish,
  subtitle,
  onSubtitle,
  onChange,
  onNext,
}: {
  roomRef: RefObject<HTMLElement | null>;
  videoRef: RefObject<HTMLVideoElement | null>;
  item: PlayItem;
  playback?: Playback;
  wish: Wish;
  subtitle: string;
  onSubtitle: (id: string) => void;
  onChange: (wish: Partial<Wish>) => void;
  onNext?: () => void;
}) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useVideoState(videoRef);
  const glance = useGlance(item.duration_ms);
  const [shown, setShown] = useState(true);
  const [open, setOpen] = useState<'choices' | 'elsewhere'>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const wake = useCallback(() => {
    setShown(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setShown(false), hideAfter);
  }, []);
  useEffect(() => {
    const element = roomRef.current;
    timer.current = setTimeout(() => setShown(false), hideAfter);
    element?.addEventListener('pointermove', wake);
    element?.addEventListener('pointerdown', wake);
    element?.addEventListener('focusin', wake);
    return () => {
      clearTimeout(timer.current);
      element?.removeEventListener('pointermove', wake);
      element?.removeEventListener('pointerdown', wake);
      element?.removeEventListener('focusin', wake);
    };
  }, [roomRef, wake]);

  const seek = useCallback(
    (ms: number) => {
      const element = videoRef.current;
      if (element) element.currentTime = Math.min(Math.max(0, ms), Math.max(0, item.duration_ms - 500)) / 1000;
    },
    [videoRef, item.duration_ms],
  );
  const toggle = useCallback(() => {
    const element = videoRef.current;
    if (!element) return;
    if (element.paused) void element.play().catch(() => undefined);
    else element.pause();
  }, [videoRef]);
  const full = useCallback(() => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void roomRef.current?.requestFullscreen?.().catch(() => undefined);
  }, [roomRef]);
  const leave = () => void (item.movie_id ? navigate(`/movies/${item.movie_id}`) : navigate(-1));
  const nextSubtitle = useCallback(() => {
    const ids = ['', ...item.subtitles.map(({ id }) => id)];
    onSubtitle(ids[(ids.indexOf(subtitle) + 1) % ids.length]!);
  }, [item.subtitles, subtitle, onSubtitle]);
  useKeys(videoRef, { wake, seek, toggle, full, nextSubtitle, duration: item.duration_ms });

  const visible = shown || state.paused || open !== undefined;
  return (
    <>
      <button
        className="cinema__curtain"
        type="button"
        aria-label={t(state.paused ? 'player.play' : 'player.pause')}
        onClick={toggle}
        onDoubleClick={full}
      />
      {state.waiting && !state.paused && (
        <span className="cinema__wait" role="status" aria-label={t('player.waiting')} />
      )}
      <div className={visible ? 'cinema__bars' : 'cinema__bars cinema__bars--away'}>
        <header className="cinema__top">
          <Button icon="previous" name={t('player.leave')} onClick={leave} />
          <h1>
            {item.title}
            {item.part > 0 && <small> {t('player.part', { part: item.part })}</small>}
          </h1>
          {playback && playback.mode !== 'direct' && (
            <span className="cinema__mode" title={playback.why}>
              {t(`player.mode.${playback.mode}`)}
            </span>
          )}
        </header>
        <div className="cinema__bottom">
          <div className="cinema__line">
            <span className="cinema__time">{clockText(state.at)}</span>
            <div className="cinema__track" {...glance.watch}>
              {glance.at !== undefined && <Glance at={glance.at} item={item} />}
              <span
                className="cinema__loaded"
                style={{ width: `${item.duration_ms ? (state.loaded / item.duration_ms) * 100 : 0}%` }}
              />
              {item.chapters.slice(1).map((chapter) => (
                <span
                  className="cinema__chapter"
                  key={chapter.start_ms}
                  style={{ left: `${(chapter.start_ms / item.duration_ms) * 100}%` }}
                />
              ))}
              <input
                type="range"
                aria-label={t('player.position')}
                aria-valuetext={t('player.positionOf', { at: clockText(state.at), all: clockText(item.duration_ms) })}
                min={0}
                max={Math.max(1, Math.round(item.duration_ms / 1000))}
                value={Math.round(state.at / 1000)}
                onChange={(event) => seek(Number(event.target.value) * 1000)}
              />
            </div>
            <span className="cinema__time">{clockText(item.duration_ms)}</span>
          </div>
          <div className="cinema__buttons">
            <Button
              icon={state.paused ? 'play' : 'pause'}
              name={t(state.paused ? 'player.play' : 'player.pause')}
              onClick={toggle}
            />
            <Button icon="back10" name={t('player.back')} onClick={() => seek(state.at - 10_000)} />
            <Button icon="on10" name={t('player.on')} onClick={() => seek(state.at + 10_000)} />
            <Button
              icon={state.muted || state.volume === 0 ? 'mute' : 'sound'}
              name={t(state.muted ? 'player.unmute' : 'player.mute')}
              onClick={() => {
                if (videoRef.current) videoRef.current.muted = !videoRef.current.muted;
              }}
            />
            <input
              className="cinema__volume"
              type="range"
              aria-label={t('player.volume')}
              min={0}
              max={100}
              value={Math.round((state.muted ? 0 : state.volume) * 100)}
              onChange={(event) => {
                if (!videoRef.current) return;
                videoRef.current.volume = Number(event.target.value) / 100;
                videoRef.current.muted = false;
              }}
            />
            <span className="cinema__space" />
            {onNext && <Button icon="next" name={t('player.nextPart')} onClick={onNext} />}
            <Button icon="share" name={t('player.elsewhere')} onClick={() => setOpen('elsewhere')} />
            <Button
              icon="gear"
              name={t('player.choices')}
              onClick={() => setOpen(open === 'choices' ? undefined : 'choices')}
            />
            {document.pictureInPictureEnabled && (
              <Button
                icon="inset"
                name={t('player.inset')}
                onClick={() => {
                  if (document.pictureInPictureElement) void document.exitPictureInPicture();
                  else void videoRef.current?.requestPictureInPicture().catch(() => undefined);
                }}
              />
            )}
            <Button icon="full" name={t('player.full')} onClick={full} />
          </div>
        </div>
        {open === 'choices' && (
          <Choices
            item={item}
            playback={playback}
            wish={wish}
            subtitle={subtitle}
            speed={state.speed}
            onSubtitle={onSubtitle}
            onChange={onChange}
            onSeek={seek}
            onSpeed={(speed) => {
              if (videoRef.current) videoRef.current.playbackRate = speed;
            }}
            onClose={() => setOpen(undefined)}
          />
        )}
      </div>
      {open === 'elsewhere' && <Elsewhere file={item.id} onClose={() => setOpen(undefined)} />}
    </>
  );
}
