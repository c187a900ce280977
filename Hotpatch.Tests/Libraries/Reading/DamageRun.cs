using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Hotpatch.Libraries.Context;
using Hotpatch.Libraries.Reading;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>
/// Loads damaged libraries: each is refused, or can be looked at, applied and unloaded. Runs in a process of its own too, which may crash.
/// </summary>
public static class DamageRun
{
    // Contexts go when the garbage collector comes; not all of them must wait for the end.
    private const int Batch = 250;

    /// <summary>For a process of its own.</summary>
    /// <param name="fixture">The path of a woven assembly that the library patches.</param>
    /// <param name="progress">A file that always has the seed in it that is being run.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many seeds.</param>
    /// <returns>What became of them.</returns>
    public static string Run(string fixture, string progress, int first, int count)
    {
        using var seeds = File.OpenHandle(progress, FileMode.Create, FileAccess.Write);
        return Run(Assembly.LoadFrom(fixture), first, count, seed => RandomAccess.Write(seeds, Encoding.ASCII.GetBytes(seed), 0));
    }

    /// <summary>Here.</summary>
    internal static string Run(Assembly fixture, int first, int count, Action<string> tell)
    {
        LibraryContexts.Watch();
        var damage = new Damage(SoundLibrary.Bytes);
        var handles = Patchable.In(fixture).ToArray();
        var contexts = new List<(int Seed, WeakReference Context)>();
        var (refused, looked, applied) = (0, 0, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            tell(seed.ToString("D8", CultureInfo.InvariantCulture));
            try
            {
                var bytes = damage.Of(seed);
                if (Look(bytes) is { } context)
                {
                    looked++;
                    contexts.Add((seed, context));
                }

                if (Apply(bytes, fixture))
                    applied++;
                else
                    refused++;

                if (handles.FirstOrDefault(handle => handle.IsPatched) is { } left)
                    throw new InvalidOperationException($"{left} is patched");
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception}", exception);
            }

            if (contexts.Count == Batch)
                Collect(contexts);
        }

        Collect(contexts);
        if (LibraryContexts.Left() is > 0 and var kept)
            throw new InvalidOperationException($"{kept} contexts of libraries are left, after seed {first}");

        return $"{refused} refused, {applied} applied, {looked} looked at";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference? Look(byte[] bytes)
    {
        LibraryContext context;
        try
        {
            context = LibraryContext.Create(LibraryImage.Read("damaged", bytes), path: null, trust: null, targets: []);
        }
        catch (PatchLibraryException)
        {
            return null;
        }

        LoadedCode.Explore(context.Library);
        context.Unload();
        return new WeakReference(context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Apply(byte[] bytes, Assembly fixture)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            PatchLibrary.Load(stream, new PatchLibraryOptions { Targets = [fixture], UnloadWait = TimeSpan.Zero }).Dispose();
            return true;
        }
        catch (PatchLibraryException)
        {
            return false;
        }
    }

    private static void Collect(List<(int Seed, WeakReference Context)> contexts)
    {
        if (!Garbage.Goes(() => !contexts.Exists(context => context.Context.IsAlive)))
        {
            var kept = contexts.Where(context => context.Context.IsAlive).Select(context => context.Seed);
            throw new InvalidOperationException($"Contexts are not collected, of the seeds {string.Join(", ", kept)}");
        }

        contexts.Clear();
    }
}
