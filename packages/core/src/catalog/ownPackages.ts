import { registerHooks } from 'node:module';

/** Marks a specifier that says from where it is to be resolved. */
const FROM = 'sparsweep-from:';

/**
 * Lets a plugin file that lies anywhere import this program's packages: a folder with a sweep and a plugin needs no
 * node_modules of its own. Whatever the file's own folder provides comes first.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith(FROM)) {
      const query = new URLSearchParams(specifier.slice(FROM.length));
      return nextResolve(query.get('name') ?? '', { ...context, parentURL: query.get('parent') ?? undefined });
    }
    try {
      return nextResolve(specifier, context);
    } catch (thrown) {
      if (!specifier.startsWith('@sparsweep/')) throw thrown;
      return nextResolve(specifier, { ...context, parentURL: import.meta.url });
    }
  },
});

/**
 * The URL of the module that an `import` of `name` would load in a file at `parent`.
 *
 * @throws Error with a code of Node's when there is none.
 */
export function resolveFrom(name: string, parent: string): string {
  // Node resolves from a place of one's choice only inside a hook.
  return import.meta.resolve(FROM + new URLSearchParams({ name, parent }));
}
