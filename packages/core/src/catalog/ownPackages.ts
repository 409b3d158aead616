import { registerHooks } from 'node:module';

/** Prefix of a specifier that contains the parent to resolve from. */
const FROM = 'sparsweep-from:';

/**
 * Lets plugin files in any folder import this program's packages, so that a folder with a sweep and a plugin needs no
 * node_modules. Packages of the file's own folder take precedence.
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
 * The URL of the module that `import name` loads in a file at `parent`.
 *
 * @throws Error with a Node error code if there is none.
 */
export function resolveFrom(name: string, parent: string): string {
  // Node resolves from an arbitrary parent only inside a hook.
  return import.meta.resolve(FROM + new URLSearchParams({ name, parent }));
}
