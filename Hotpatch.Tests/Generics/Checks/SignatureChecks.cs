namespace GenericChecks
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Threading.Tasks;
    using Fixtures;
    using Hotpatch;

    /// <summary>Constraints of every kind; signatures for which a delegate type is declared; bodies that the compiler takes apart.</summary>
    public static class SignatureChecks
    {
        private delegate void Swap<T>(ref T left, ref T right);

        private delegate bool TryGet<T>(Box<T> self, out T content);

        private delegate ref T Reference<T>(Box<T> self);

        private delegate void SetFirst<TFirst, TSecond>(ref Pair<TFirst, TSecond> self, TFirst first);

        private delegate (TFirst, TSecond) Both<TFirst, TSecond>(ref Pair<TFirst, TSecond> self);

        private delegate T First<T>(ReadOnlySpan<T> values);

        private delegate int Length(Text value);

        public static void Constraints()
        {
            var @default = Patchable.For(GenericMethods.Default<List<int>>);
            @default.Patch(() => [1, 2]);
            Expect.Equal(2, GenericMethods.Default<List<int>>().Count);
            Expect.Equal(0, GenericMethods.Default<List<string>>().Count);
            Expect.Equal(0, GenericMethods.Default<int>());
            @default.Restore();

            var size = Patchable.For(GenericMethods.SizeOf<long>);
            size.Patch(() => size.Original() * 10);
            Expect.Equal(80, GenericMethods.SizeOf<long>());
            Expect.Equal(4, GenericMethods.SizeOf<int>());
            size.Restore();

            var larger = Patchable.For<Func<string, string, string>>(GenericMethods.Larger);
            larger.Patch((left, right) => larger.Original(left, right) + "!");
            Expect.Equal("b!", GenericMethods.Larger("a", "b"));
            Expect.Equal(2, GenericMethods.Larger(1, 2));
            larger.Restore();

            var named = Patchable.For<Func<GenericMethods.Level, string>>(GenericMethods.Named);
            named.Patch(level => "level " + named.Original(level));
            Expect.Equal("level High", GenericMethods.Named(GenericMethods.Level.High));
            Expect.Equal("Friday", GenericMethods.Named(DayOfWeek.Friday));
            named.Restore();

            var orNull = Patchable.For<Func<string, string>>(GenericMethods.OrNull<string>);
            orNull.Patch(_ => null);
            Expect.Equal(null, GenericMethods.OrNull("a"));
            orNull.Restore();

            var up = Patchable.For<Func<string, object>>(GenericMethods.Up<object, string>);
            up.Patch(value => value + "!");
            Expect.Equal<object>("a!", GenericMethods.Up<object, string>("a"));
            Expect.Equal<object>("a", GenericMethods.Up<IComparable, string>("a"));
            up.Restore();
        }

        public static void References_spans_and_structs()
        {
            var swap = (PatchHandle)Patchable.ForAll(typeof(GenericMethods), "Swap").For(typeof(string));
            swap.Patch((Swap<string>)((ref string left, ref string right) => left = right = "same"));
            string a = "a", b = "b";
            GenericMethods.Swap(ref a, ref b);
            Expect.Equal("same same", a + " " + b);
            int one = 1, two = 2;
            GenericMethods.Swap(ref one, ref two);
            Expect.Equal((2, 1), (one, two));
            swap.Patch(swap.Original);
            (a, b) = ("a", "b");
            GenericMethods.Swap(ref a, ref b);
            Expect.Equal("ba", a + b);
            swap.Restore();

            var tryGet = Patchable.ForAll(typeof(Box<>), "TryGet").For(typeof(int));
            tryGet.Patch((TryGet<int>)((Box<int> self, out int content) => (content = self.Content * 2) < 0));
            Expect.Equal(false, new Box<int>(4).TryGet(out var found));
            Expect.Equal(8, found);
            Expect.Equal(true, new Box<string>("a").TryGet(out var text) && text == "a");
            tryGet.Restore();

            var reference = Patchable.ForAll(typeof(Box<>), "Reference").For(typeof(string));
            var other = new string[] { "other" };
            reference.Patch((Reference<string>)(self => ref other[0]));
            new Box<string>("a").Reference() = "written";
            Expect.Equal("written", other[0]);
            reference.Restore();

            var set = Patchable.ForAll(typeof(Pair<,>), "Set").For(typeof(string), typeof(int));
            var pair = new Pair<string, int>("a", 1);
            set.Patch((SetFirst<string, int>)((ref Pair<string, int> self, string first) => (self.First, self.Second) = (first + "!", 9)));
            pair.Set("b");
            Expect.Equal(("b!", 9), (pair.First, pair.Second));
            set.Patch(set.Original);
            pair.Set("c");
            Expect.Equal(("c", 9), pair.Both());
            set.Restore();

            var both = Patchable.ForAll(typeof(Pair<,>), "Both").For(typeof(int), typeof(string));
            both.Patch((Both<int, string>)((ref Pair<int, string> self) => (-self.First, "patched")));
            Expect.Equal((-1, "patched"), new Pair<int, string>(1, "a").Both());
            both.Restore();

            var first = Patchable.ForAll(typeof(GenericMethods), "First").For(typeof(char));
            first.Patch((First<char>)(values => values[^1]));
            Expect.Equal('c', GenericMethods.First<char>("abc"));
            Expect.Equal(1, GenericMethods.First<int>([1, 2]));
            first.Restore();

            var length = Patchable.ForAll(typeof(GenericMethods), "Length").For(typeof(Text));
            length.Patch((Length)(text => -text.Length));
            Expect.Equal(-3, GenericMethods.Length(new Text("abc")));
            length.Restore();
            Expect.Equal(3, GenericMethods.Length(new Text("abc")));

            var array = Patchable.For<Func<int[], int[]>>(GenericMethods.Array);
            array.Patch(values => [.. values, 0]);
            Expect.Equal(3, GenericMethods.Array(1, 2).Length);
            array.Restore();
        }

        public static void Async_iterators_local_functions_and_lambdas()
        {
            var later = Patchable.For<Func<string, Task<string>>>(GenericMethods.Later);
            later.Patch(async value => await later.Original(value) + "!");
            Expect.Equal("a!", GenericMethods.Later("a").Result);
            Expect.Equal(1, GenericMethods.Later(1).Result);
            later.Restore();

            var repeat = Patchable.For<Func<int, int, IEnumerable<int>>>(GenericMethods.Repeat);
            repeat.Patch((value, count) => repeat.Original(value, count + 1));
            Expect.Equal(3, GenericMethods.Repeat(7, 2).Count());
            Expect.Equal(2, GenericMethods.Repeat("a", 2).Count());
            repeat.Restore();

            var lambda = Patchable.For(GenericMethods.Lambda<int>());
            lambda.Patch(value => lambda.Original(value) + 1);
            Expect.Equal(2, GenericMethods.Lambda<int>()(1));
            Expect.Equal(1L, GenericMethods.Lambda<long>()(1));
            lambda.Restore();

            var local = Patchable.GenericIn(typeof(GenericMethods).Assembly)
                .Single(handle => handle.Name.Contains("g__Inner", StringComparison.Ordinal))
                .For<Func<string, string>>(typeof(string));
            local.Patch(value => local.Original(value) + " patched");
            Expect.Equal("a patched", GenericMethods.Local("a"));
            Expect.Equal(1, GenericMethods.Local(1));
            local.Restore();
        }

        public static void Interfaces_and_private_types()
        {
            IProducer<string> producer = new Producer<string>("x");
            var announce = Patchable.For<Func<IProducer<string>, string>>(typeof(IProducer<string>), "Announce");
            announce.Patch(self => announce.Original(self) + "!");
            Expect.Equal("producing x!", producer.Announce());
            Expect.Equal("producing 1", ((IProducer<int>)new Producer<int>(1)).Announce());
            announce.Restore();

            var or = Patchable.For<Func<IProducer<string>, int, int>>(typeof(IProducer<string>), "Or", typeof(int));
            or.Patch((self, other) => other * 2);
            Expect.Equal(8, producer.Or(4));
            Expect.Equal(4L, producer.Or(4L));
            or.Restore();

            var produce = Patchable.For<Func<Producer<string>, string>>(typeof(Producer<string>), "Fixtures.IProducer<T>.Produce");
            produce.Patch(self => "made");
            Expect.Equal("made", producer.Produce());
            produce.Restore();

            Patchable.For(Speaker.Speak).Patch(() => "shouts");
            Expect.Equal("shouts!", GenericMethods.Kind(default(Speaker)));
            Patchable.For(Speaker.Speak).Restore();

            var hidden = Patchable.GenericIn(typeof(GenericMethods).Assembly).Single(handle => handle.Name.Contains("Hidden`1.Wrap", StringComparison.Ordinal)).For(typeof(string));
            hidden.Patch(HiddenReplacement(hidden.Method.DeclaringType!));
            Expect.Equal("patched a", GenericMethods.Nested("a")["patched"]);
            Expect.Equal(1, GenericMethods.Nested(1)["key"]);
            hidden.Restore();
        }

        // The type cannot be named here; a replacement that takes object for it is bound anew.
        private static Delegate HiddenReplacement(Type self)
            => Delegate.CreateDelegate(
                typeof(Func<,,>).MakeGenericType(self, typeof(string), typeof(Dictionary<string, string>)),
                typeof(SignatureChecks).GetMethod(nameof(Wrap))!);

        public static Dictionary<string, string> Wrap(object self, string value) => new() { ["patched"] = "patched " + value };
    }
}
