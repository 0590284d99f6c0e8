// What a reader can take away: the picture as SVG or PNG. The program makes the SVG
// (save_js.go), which is drawn here for a PNG. Films, tables and traces take the
// desktop program: the command line for exactly this run can be copied.
import { copyText } from './copy.js';

const kinds = {
  svg: { type: 'image/svg+xml', name: 'barnyard.svg' },
  png: { type: 'image/png', name: 'barnyard.png' },
};

export function wireSave(root, bridge) {
  if (!root) return;
  const said = root.querySelector('.saved');
  // ask is bytes, or null after it was said what is wrong.
  const ask = (kind) => {
    const got = bridge.current?.save?.(kind) ?? 'The program does not run.';
    if (typeof got !== 'string') return got;
    said.textContent = got;
    return null;
  };
  const save = async (kind) => {
    const body = ask(kind === 'png' ? 'svg' : kind);
    if (!body) return;
    const { type, name } = kinds[kind];
    const blob = kind === 'png' ? await drawn(body) : new Blob([body], { type });
    give(blob, name);
    said.textContent = `${name}: ${blob.size} bytes.`;
  };
  root.addEventListener('click', async ({ target }) => {
    const kind = target.closest('button')?.dataset.save;
    if (!kind) return;
    try {
      if (kind === 'command') await copyCommand(ask, said);
      else await save(kind);
    } catch (error) {
      said.textContent = `It could not be saved: ${error.message}`;
    }
  });
}

async function copyCommand(ask, said) {
  const body = ask('command');
  if (!body) return;
  const line = new TextDecoder().decode(body);
  const done = await copyText(line, 'command');
  said.textContent = done ? `In the clipboard: ${line}` : line;
}

// drawn is an SVG as pixels, two for each of the picture's.
async function drawn(svg) {
  const image = new Image();
  // The policy of the pages lets pictures come from here or from an address that
  // holds them whole.
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new TextDecoder().decode(svg));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * 2;
  canvas.height = image.naturalHeight * 2;
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => { canvas.toBlob(done, 'image/png'); });
  if (!blob) throw new Error('the browser has no memory for the picture');
  return blob;
}

function give(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
