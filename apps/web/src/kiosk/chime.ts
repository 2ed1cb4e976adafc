const NOTES = [880, 660];
const NOTE_SECONDS = 0.22;

/** Two falling notes: for whoever looks away, or cannot look. A kiosk without sound stays silent. */
export function chime(): void {
  if (!("AudioContext" in globalThis)) return;
  const audio = new AudioContext();
  NOTES.forEach((hertz, n) => {
    const at = audio.currentTime + n * NOTE_SECONDS;
    const note = audio.createOscillator();
    const level = audio.createGain();
    note.frequency.value = hertz;
    level.gain.setValueAtTime(0.25, at);
    level.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
    note.connect(level).connect(audio.destination);
    note.start(at);
    note.stop(at + NOTE_SECONDS);
    if (n === NOTES.length - 1) note.onended = () => void audio.close();
  });
}
