// Puts a text into the clipboard, or before the reader's eyes, marked, where a
// page may not write there.
export async function copyText(text, what = 'link') {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    show(text, what);
    return false;
  }
}

function show(text, what) {
  document.getElementById('_copy')?.remove();
  const box = document.createElement('dialog');
  box.id = '_copy';
  box.className = 'copy-box';
  const label = document.createElement('label');
  label.textContent = `Copy this ${what}: `;
  const field = document.createElement('input');
  field.readOnly = true;
  field.value = text;
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'close';
  close.addEventListener('click', () => box.remove());
  label.append(field);
  box.append(label, close);
  document.body.append(box);
  box.addEventListener('close', () => box.remove());
  box.showModal();
  field.select();
}
