import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A text to be passed on by hand: shown whole, and copied by a press. */
export function CopyLink({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <div className="copy-link">
      <label className="field">
        {label}
        <input className="form-control" readOnly value={text} onFocus={(event) => event.target.select()} />
      </label>
      {'clipboard' in navigator && (
        <button
          className="btn btn-primary"
          type="button"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {t(copied ? 'copy.done' : 'copy.action')}
        </button>
      )}
    </div>
  );
}
