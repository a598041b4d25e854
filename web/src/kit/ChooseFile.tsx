import { useRef } from 'react';

/** A button that lets one choose a picture from the disk. */
export function ChooseFile({
  label,
  action,
  onChoose,
}: {
  /** What the picture is to be. */
  label: string;
  action: string;
  onChoose: (file?: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={label}
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          onChoose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <button className="btn btn-outline-primary" type="button" onClick={() => input.current?.click()}>
        {action}
      </button>
    </>
  );
}
