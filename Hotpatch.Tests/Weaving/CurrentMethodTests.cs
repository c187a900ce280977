using System.Reflection;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace Hotpatch.Tests.Weaving;

/// <summary>MethodBase.GetCurrentMethod() in a body answers the method that the source declares, with its name and attributes.</summary>
[TestFixture("Debug", DebugInformationFormat.PortablePdb)]
[TestFixture("Release", DebugInformationFormat.PortablePdb)]
[TestFixture("Release", null)]
public class CurrentMethodTests
{
    private const string Source =
        """
        using System;
        using System.Linq;
        using System.Reflection;
        using System.Runtime.CompilerServices;
        using Hotpatch;

        namespace Fixtures;

        [AttributeUsage(AttributeTargets.All)]
        public sealed class TitleAttribute(string text) : Attribute
        {
            public string Text => text;
        }

        public class Methods : IMethods
        {
            [Patchable, Title("static")]
            public static string Static(int value) => Describe(MethodBase.GetCurrentMethod());

            [Patchable, Title("instance"), MethodImpl(MethodImplOptions.NoInlining)]
            public string Instance() => Describe(MethodBase.GetCurrentMethod());

            [Patchable]
            public string Property
            {
                [Title("getter")]
                get => Describe(MethodBase.GetCurrentMethod());
            }

            [Patchable, Title("generic")]
            public string Generic<T>(T value) => Describe(MethodBase.GetCurrentMethod());

            [Title("lambda")]
            public string Lambda()
            {
                Func<string> lambda = [Patchable, Title("inside")] () => Describe(MethodBase.GetCurrentMethod());
                return lambda();
            }

            [Patchable, Title("within")]
            public string Within() => new Func<string>(() => MethodBase.GetCurrentMethod()!.Name)();

            // Branches over the call are short before the body grows.
            [Patchable, Title("branches")]
            public static string Branches(int count)
            {
                var text = "";
                for (var i = 0; i < count; i++)
                {
                    if (i % 2 == 0)
                    {
                        text += Describe(MethodBase.GetCurrentMethod()) + i + "," + i + "," + i + "," + Describe(MethodBase.GetCurrentMethod());
                        text += Describe(MethodBase.GetCurrentMethod()) + i + "," + i + "," + i + "," + Describe(MethodBase.GetCurrentMethod());
                    }
                    else
                    {
                        text += ";";
                    }
                }

                try
                {
                    throw new InvalidOperationException(MethodBase.GetCurrentMethod()!.Name);
                }
                catch (InvalidOperationException exception) when (exception.Message == MethodBase.GetCurrentMethod()!.Name)
                {
                    return text + exception.Message;
                }
            }

            [Patchable, Title("constructor")]
            public Methods() => Constructed = Describe(MethodBase.GetCurrentMethod());

            public string Constructed;

            internal static string Describe(MethodBase? method)
                => $"{method!.DeclaringType!.Name}.{method} {method.GetCustomAttribute<TitleAttribute>()?.Text} {method.ContainsGenericParameters}";
        }

        public interface IMethods
        {
            [Patchable, Title("interface")]
            public string Default(string value) => Methods.Describe(MethodBase.GetCurrentMethod());
        }

        public class Box<T>
        {
            [Patchable, Title("in a generic type")]
            public string Get(T value) => Methods.Describe(MethodBase.GetCurrentMethod());

            [Patchable, Title("generic in a generic type")]
            public static string Map<TResult>() => Methods.Describe(MethodBase.GetCurrentMethod());
        }

        public struct Point
        {
            [Patchable, Title("struct")]
            public string Get() => Methods.Describe(MethodBase.GetCurrentMethod());
        }

        public static class Run
        {
            public static string[] All()
                => [
                    Methods.Static(1), new Methods().Instance(), new Methods().Property, new Methods().Generic(3), new Methods().Generic(""),
                    new Methods().Lambda(), new Methods().Within(), Methods.Branches(5), ((IMethods)new Methods()).Default(""), new Box<int>().Get(1),
                    new Box<string>().Get(""), Box<int>.Map<string>(), Box<string>.Map<string>(), new Point().Get(), new Methods().Constructed,
                ];
        }
        """;

    private readonly string[] _plain;
    private readonly string[] _woven;

    public CurrentMethodTests(string configuration, DebugInformationFormat? symbols)
    {
        using var folder = new TempFolder();
        var references = ReferenceList.OfFixture(configuration);
        var plain = Compiled.ToFolder(
            folder.PathOf("plain"), Source, references: references, symbols: symbols, optimization: Enum.Parse<OptimizationLevel>(configuration));
        var woven = WeaverRun.Succeed(plain, folder.PathOf("woven", "Snippet.dll"), references).Output;
        StructuralChecks.Pass(woven, plain, references);
        _plain = (string[])LoadedAssembly.Load(plain).Call("Run.All")!;
        _woven = (string[])LoadedAssembly.Load(woven).Call("Run.All")!;
    }

    [Test]
    public void It_answers_what_it_answers_in_the_plain_method()
        => Assert.That(_woven, Is.EqualTo(_plain));

    [Test]
    public void It_answers_the_method_with_its_attribute()
        => Assert.That(_woven, Has.Some.EqualTo("Methods.System.String Static(Int32) static False").And.Some.Contains("in a generic type True"));
}
