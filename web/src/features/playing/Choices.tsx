import { useEffect, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Playback, PlayItem } from '../../api/client';
import { clockText } from '../../lib/clock';
import { languageName } from '../../lib/format';
import type { Wish } from './useSource';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];
const looks = ['small', 'normal', 'large', 'boxed'] as const;
const lookKey = 'kinoteka.subtitles';

function Field({
  name,
  value,
  onChange,
  children,
}: {
  name: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <div className="cinema__field">
      <label htmlFor={id}>{name}</label>
      <select className="form-select" id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </div>
  );
}

/** Sound, subtitles, picture, speed, chapters. */
export function Choices({
  item,
  playback,
  wish,
  subtitle,
  speed,
  onSubtitle,
  onChange,
  onSeek,
  onSpeed,
  onClose,
}: {
  item: PlayItem;
  playback?: Playback;
  wish: Wish;
  subtitle: string;
  speed: number;
  onSubtitle: (id: string) => void;
  onChange: (wish: Partial<Wish>) => void;
  onSeek: (ms: number) => void;
  onSpeed: (speed: number) => void;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const [look, setLook] = useState(() => localStorage.getItem(lookKey) ?? 'normal');
  useEffect(() => {
    localStorage.setItem(lookKey, look);
    document.documentElement.dataset.subtitles = look;
  }, [look]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [onClose]);
  const named = (code: string) => (code ? languageName(code, language) : '');
  return (
    <div className="cinema__choices" role="group" aria-label={t('player.choices')}>
      {item.audio.length > 1 && (
        <Field
          name={t('player.audio')}
          value={String(wish.audio ?? playback?.audio ?? item.audio[0]!.index)}
          onChange={(value) => onChange({ audio: Number(value) })}
        >
          {item.audio.map((track, i) => (
            <option key={track.index} value={track.index}>
              {[named(track.language) || t('player.track', { number: i + 1 }), track.title, track.codec]
                .filter(Boolean)
                .join(' · ')}
            </option>
          ))}
        </Field>
      )}
      <Field name={t('player.subtitles')} value={subtitle} onChange={onSubtitle}>
        <option value="">{t('player.off')}</option>
        {item.subtitles.map((choice, i) => (
          <option key={choice.id} value={choice.id}>
            {[
              named(choice.language) || t('player.track', { number: i + 1 }),
              choice.label,
              choice.forced && t('player.forced'),
              choice.hearing_impaired && t('player.hearing'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </option>
        ))}
      </Field>
      {item.subtitles.length > 0 && (
        <Field name={t('player.look')} value={look} onChange={setLook}>
          {looks.map((one) => (
            <option key={one} value={one}>
              {t(`player.looks.${one}`)}
            </option>
          ))}
        </Field>
      )}
      {item.heights.length > 0 && (
        <Field
          name={t('player.picture')}
          value={String(wish.height ?? 0)}
          onChange={(value) => onChange({ height: Number(value) || undefined })}
        >
          <option value="0">{t('player.asItIs')}</option>
          {item.heights.map((height) => (
            <option key={height} value={height}>
              {height}p
            </option>
          ))}
        </Field>
      )}
      <Field name={t('player.speed')} value={String(speed)} onChange={(value) => onSpeed(Number(value))}>
        {speeds.map((one) => (
          <option key={one} value={one}>
            {one.toLocaleString(language)}×
          </option>
        ))}
      </Field>
      {item.chapters.length > 1 && (
        <Field name={t('player.chapters')} value="" onChange={(value) => onSeek(Number(value))}>
          <option value="">{t('player.choose')}</option>
          {item.chapters.map((chapter, i) => (
            <option key={chapter.start_ms} value={chapter.start_ms}>
              {clockText(chapter.start_ms)} {chapter.title || t('player.chapter', { number: i + 1 })}
            </option>
          ))}
        </Field>
      )}
      <p className="cinema__keys">{t('player.keys')}</p>
    </div>
  );
}
