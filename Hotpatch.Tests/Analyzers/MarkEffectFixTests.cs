using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.CodeFixes;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0032: the mark goes, and nothing else.</summary>
public class MarkEffectFixTests
{
    [Test]
    public Task Marks_are_removed_with_the_list_they_leave_empty()
        => CodeFixRun<MarkEffectAnalyzer, RemoveMarkCodeFix>.Check(
            """
            using System;
            using Hotpatch;

            /// <summary>Documented.</summary>
            [{|HP0032:Patchable|}]
            public class Empty
            {
            }

            [Serializable, {|HP0032:Patchable|}]
            public class Second
            {
                [{|HP0032:NotPatchable|}] public int Count() => 1;

                // Why.
                [{|HP0032:NotPatchable|}]
                [Obsolete]
                public int Total { get; [{|HP0032:NotPatchable|}] set; }

                [Obsolete]
                [{|HP0032:NotPatchable|}] // once
                public void Last() => Call([{|HP0032:NotPatchable|}] () => { });

                private static void Call(Action action) { }
            }
            """.Replace("Serializable, {|HP0032:Patchable|}", "Serializable, {|HP0032:NotPatchable|}", StringComparison.Ordinal),
            """
            using System;
            using Hotpatch;

            /// <summary>Documented.</summary>
            public class Empty
            {
            }

            [Serializable]
            public class Second
            {
                public int Count() => 1;

                // Why.
                [Obsolete]
                public int Total { get; set; }

                [Obsolete]
                // once
                public void Last() => Call(() => { });

                private static void Call(Action action) { }
            }
            """);
}
