// Saves a drawn picture in the browser as a PNG. Its twin puts the code into the phone's album.
const SCALE = 3;

export interface Picture {
  /** An SVG as a data URL. */
  src: string;
  width: number;
  height: number;
  name: string;
  /** What its code says, for where the whole cannot be drawn. */
  text: string;
}

function load(src: string): Promise<HTMLImageElement> {
  return new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => failed(new Error("the picture could not be drawn"));
    image.src = src;
  });
}

/** @throws when it could not be drawn */
export async function savePicture({ src, width, height, name }: Picture): Promise<void> {
  const image = await load(src);
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = name;
  link.click();
}
