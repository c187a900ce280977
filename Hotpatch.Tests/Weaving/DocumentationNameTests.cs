using Hotpatch.Fody.Trimming;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;

namespace Hotpatch.Tests.Weaving;

/// <summary>The weaver names members as the compiler's documentation does.</summary>
public class DocumentationNameTests
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        public class Global { public static int A; public void M() { } public int P => 1; public event Action? E; public int this[string key, int[] index] => 1; }
        namespace Deep.Er
        {
            public unsafe class Types
            {
                public Types() { }
                static Types() { }
                ~Types() { }
                public void Simple(int a, string b, object c, Global d, Nested e) { }
                public void Arrays(int[] a, int[][] b, int[,] c, List<int>[] d, List<int[,,]> e) { }
                public void References(ref int a, out string b, in DateTime c, ref int[] d) { b = ""; }
                public void Pointers(int* a, void* b, int** c) { }
                public void Constructed(Dictionary<string, List<int>> a, Outer<int>.Inner<string> b, Outer<int>.Plain c, int? d, (int, string) e) { }
                public static explicit operator int(Types a) => 1;
                public static implicit operator List<int>(Types a) => new();
                public static Types operator +(Types a, Types b) => a;
                public class Nested { public void M(Nested a) { } }
            }
            public class Outer<T>
            {
                public T Get(T a, List<T> b, T[] c, ref T d) => a;
                public U Map<U, V>(T a, U b, Dictionary<U, V[]> c) => b;
                public class Plain { public void M(T a, Plain b) { } }
                public class Inner<U> { public void M(T a, U b, Inner<U> c) { } public V Map<V>(T a, U b, V c) => c; public U P { get; set; } = default!; public event Action<T>? E; }
            }
            public interface IMap<T> { T Map(T a); int Count { get; } event Action Changed; }
            public class Explicit : IMap<Dictionary<int, string>>
            {
                Dictionary<int, string> IMap<Dictionary<int, string>>.Map(Dictionary<int, string> a) => a;
                int IMap<Dictionary<int, string>>.Count => 1;
                event Action IMap<Dictionary<int, string>>.Changed { add { } remove { } }
            }
        }
        """;

    [Test]
    public void Names_are_those_of_the_compiler()
    {
        using var folder = new TempFolder();
        using var module = ModuleDefinition.ReadModule(Compiled.ToFolder(folder.FullName, Source));
        var names = module.GetTypes()
            .Where(type => !type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute"))
            .SelectMany(type => type.Methods.Concat<IMemberDefinition>(type.Properties).Concat(type.Events))
            .Select(DocumentationName.Of);

        var compilation = Compiled.Compilation(Source);
        var expected = AllTypes(compilation.Assembly.GlobalNamespace)
            .SelectMany(type => type.GetMembers())
            .Where(member => member is IMethodSymbol or IPropertySymbol or IEventSymbol)
            .Select(member => member.GetDocumentationCommentId());

        Assert.That(names, Is.EquivalentTo(expected));
    }

    private static IEnumerable<INamedTypeSymbol> AllTypes(INamespaceOrTypeSymbol container)
        => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => AllTypes(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
