import { useState, type CSSProperties } from 'react';
import type { Picture as PictureData } from '../api/client';
import { sourceSet } from '../lib/pictures';

/**
 * A picture in the size that the page needs; its colour and a few blurred pixels of it until it is there. The words
 * around it say what it shows.
 */
export function Picture({
  picture,
  sizes,
  className,
  eager = false,
}: {
  picture: PictureData;
  sizes: string;
  className?: string;
  eager?: boolean;
}) {
  const [loaded, setLoaded] = useState(false);
  const until: CSSProperties = {
    backgroundColor: picture.color,
    backgroundImage: `url("${picture.placeholder}")`,
    backgroundSize: 'cover',
  };
  return (
    <picture>
      <source type="image/avif" srcSet={sourceSet(picture, 'avif')} sizes={sizes} />
      <source type="image/webp" srcSet={sourceSet(picture, 'webp')} sizes={sizes} />
      <img
        className={className}
        src={`${picture.url}/342.jpg`}
        width={picture.width}
        height={picture.height}
        alt=""
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
        style={loaded ? undefined : until}
        onLoad={() => setLoaded(true)}
      />
    </picture>
  );
}
