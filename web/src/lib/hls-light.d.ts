// The player without captions in the stream, advertising and encryption: it has the same types as the whole one.
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
