using System.Reflection;
using System.Runtime.InteropServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Perverse;

/// <summary>Imports from native libraries with settings that few use; the import keeps them under its new name.</summary>
[Platform("Linux", Reason = "They import from the C library.")]
public class ImportTests
{
    private const string Source =
        """
        using System;
        using System.Runtime.InteropServices;
        using Hotpatch;

        public static class C
        {
            [Patchable, DllImport("libc", SetLastError = true)] public static extern int close(int file);
            [Patchable, DllImport("libc", PreserveSig = false)] public static extern void abs(int a);
            [Patchable, DllImport("libc", EntryPoint = "labs", CallingConvention = CallingConvention.Cdecl)] public static extern nint Absolute(nint a);
            [Patchable, DllImport("libc")] public static extern nint labs(nint a);
            [Patchable, DllImport("libc", CharSet = CharSet.Ansi)] public static extern nint strlen([MarshalAs(UnmanagedType.LPStr)] string text);
            public static int CloseWrongly() { Marshal.SetLastPInvokeError(0); close(-1); return Marshal.GetLastPInvokeError(); }
            public static int Fail() { try { abs(-7); return 0; } catch (Exception e) { return e.HResult; } }
            public static int AbsOf(int a) => (int)Absolute(a);
            public static int LabsOf(int a) => (int)labs(a);
            public static int LengthOf(string text) => (int)strlen(text);
        }
        """;

    [Test]
    public void Last_error_and_results_as_exceptions()
    {
        using var strange = StrangeAssembly.Weave(Source);
        const int BadFileDescriptor = 9;
        Assert.Multiple(() =>
        {
            Assert.That(strange.Call("CloseWrongly"), Is.EqualTo(BadFileDescriptor));
            Assert.That(strange.Call("AbsOf", -5), Is.EqualTo(5));
            Assert.That(strange.Call("LengthOf", "four"), Is.EqualTo(4));

            // PreserveSig=false: abs returns 7, a success, so that nothing is thrown.
            Assert.That(strange.Call("Fail"), Is.Zero);
        });
    }

    [Test]
    public void Import_that_is_named_only_by_its_method()
    {
        // C# always writes the name of the entry point. Where it is missing, the runtime looks for the method's name.
        using var strange = StrangeAssembly.Weave(
            Source, module => module.GetType("C").Methods.Single(method => method.Name == "labs").PInvokeInfo.EntryPoint = string.Empty);
        var handle = strange.Handle("C.labs(");
        Assert.That(strange.Call("LabsOf", -5), Is.EqualTo(5));
        using (handle.PatchScoped((nint a) => a * 2))
            Assert.That(strange.Call("LabsOf", -5), Is.EqualTo(-10));

        Assert.That(strange.Call("LabsOf", -5), Is.EqualTo(5));
    }

    [Test]
    public void Flags_of_the_import_go_with_it()
    {
        using var strange = StrangeAssembly.Weave(Source);
        var original = strange.Type("C").GetMethod("close_Original", BindingFlags.NonPublic | BindingFlags.Static)!;
        Assert.Multiple(() =>
        {
            Assert.That(original.GetCustomAttribute<DllImportAttribute>()!.SetLastError, Is.True);
            Assert.That(original.GetCustomAttribute<DllImportAttribute>()!.PreserveSig, Is.True);
            Assert.That(strange.Type("C").GetMethod("abs_Original", BindingFlags.NonPublic | BindingFlags.Static)!
                .GetCustomAttribute<DllImportAttribute>()!.PreserveSig, Is.False);
            Assert.That(strange.Type("C").GetMethod("close")!.GetCustomAttribute<DllImportAttribute>(), Is.Null);
        });
    }

    [Test]
    public void Variable_arguments_are_refused()
    {
        var errors = StrangeAssembly.Refuse(
            """
            public class C
            {
                public static int First() => 1;
                [Hotpatch.Patchable, System.Runtime.InteropServices.DllImport("libc")] public static extern int printf(string format, __arglist);
            }
            """);
        Assert.That(errors.Single().Message, Does.StartWith("HP0018: C.printf(System.String) cannot be patchable: it takes __arglist."));
        Assert.That(errors.Single().Point?.StartLine, Is.EqualTo(3));
    }

    [Test]
    public void Explicit_this_is_refused()
    {
        var errors = StrangeAssembly.Refuse(
            "public class C\n{\n    [Hotpatch.Patchable] public int M(int a) => a;\n}",
            module => module.GetType("C").Methods.Single(method => method.Name == "M").ExplicitThis = true);
        Assert.That(errors.Single().Message, Does.StartWith("HP0022: C.M(System.Int32) cannot be patchable: its signature lists this as a parameter"));
        Assert.That(errors.Single().Point?.StartLine, Is.EqualTo(3));
    }
}
