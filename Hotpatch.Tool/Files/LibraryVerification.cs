using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Files;

/// <summary>Checks whether a patch library would fit a program that is not running.</summary>
internal static class LibraryVerification
{
    /// <summary>Returns what the library would patch: the target, and the method of the library.</summary>
    /// <param name="library">The file of the library.</param>
    /// <param name="program">The file of the program, with the assemblies that it needs beside it.</param>
    /// <exception cref="ToolException">It would be refused.</exception>
    public static IReadOnlyList<string> Run(string library, string program)
    {
        // The program's module initializers run, and must not take this process for the program.
        Environment.SetEnvironmentVariable("HOTPATCH_CONTROL", null);
        var context = new ProgramContext(program);
        try
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(program)!, "*.dll"))
                context.TryLoad(file);

            // The program has its own runtime, whose handles are not those of this process.
            var libraries = context.LoadFromAssemblyName(new AssemblyName("Hotpatch.Libraries"));
            var check = libraries.GetType("Hotpatch.PatchLibrary")?.GetMethod("Check") ?? throw new ToolException(
                ExitCode.Version, $"Hotpatch.Libraries with PatchLibrary.Check was expected beside {program}, but an older one was found. Update the package Hotpatch.Libraries.");
            var found = check.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [library, null], culture: null)!;
            return [.. ((IEnumerable<object>)found.GetType().GetProperty("Patches")!.GetValue(found)!).Select(patch => patch.ToString()!)];
        }
        catch (Exception exception) when (exception.GetType().FullName is "Hotpatch.PatchLibraryException" or "Hotpatch.PatchTrustException" or "Hotpatch.PatchException")
        {
            throw new ToolException(ExitCode.Refused, exception.Message);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            throw new ToolException(ExitCode.Refused, exception.Message);
        }
    }

    /// <summary>The assemblies of a program, apart from those of this tool.</summary>
    private sealed class ProgramContext(string program) : AssemblyLoadContext(Path.GetFileName(program))
    {
        private readonly AssemblyDependencyResolver _resolver = new(program);

        public void TryLoad(string file)
        {
            try
            {
                LoadFromAssemblyPath(file);
            }
            catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
            {
                // Native, or there twice.
            }
        }

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
                return LoadFromAssemblyPath(path);

            // A program that loads no libraries itself can still be asked.
            var own = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return assemblyName.Name is "Hotpatch.Libraries" or "Hotpatch.Runtime" && File.Exists(own) ? LoadFromAssemblyPath(own) : null;
        }
    }
}
