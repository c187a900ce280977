using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Selection;
using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Tests.RealInput;

/// <summary>An assembly that nobody here wrote, as if its source carried <c>[Patchable]</c> wherever that is allowed.</summary>
internal sealed record MarkedAssembly(string Path, int Marked, IReadOnlyDictionary<ErrorCode, int> Left)
{
    public static MarkedAssembly Write(string input, string output, ReferenceList references)
    {
        using var module = ModuleDefinition.ReadModule(input, new ReaderParameters { AssemblyResolver = references, InMemory = true });
        var attribute = references.TryResolve("Hotpatch.Runtime")!.MainModule.GetType("Hotpatch.PatchableAttribute");
        var constructor = module.ImportReference(attribute.GetConstructors().Single());
        var marked = 0;
        var left = new SortedDictionary<ErrorCode, int>();
        foreach (var method in module.GetTypes().SelectMany(type => type.Methods))
        {
            if (Refusals.Find(method) is { } refusal)
            {
                left[refusal.Code] = left.GetValueOrDefault(refusal.Code) + 1;
                continue;
            }

            method.CustomAttributes.Add(new CustomAttribute(constructor));
            marked++;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(output)!);
        module.Write(output);
        return new MarkedAssembly(output, marked, left);
    }
}
