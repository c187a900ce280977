namespace GenericChecks
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Threading.Tasks;
    using Fixtures;
    using Hotpatch;

    /// <summary>One handle for each instantiation.</summary>
    public static class InstantiationChecks
    {
        public static void Patching_one_instantiation_touches_no_other()
        {
            // All reference types share one piece of code.
            var ofString = Patchable.For<Func<Box<string>, string>>(typeof(Box<string>), "Get");
            var ofObject = Patchable.For<Func<Box<object>, object>>(typeof(Box<object>), "Get");
            var ofInt = Patchable.For<Func<Box<int>, int>>(typeof(Box<int>), "Get");

            ofString.Patch(self => "patched " + ofString.Original(self));
            Expect.Equal("patched a", new Box<string>("a").Get());
            Expect.Equal<object>("a", new Box<object>("a").Get());
            Expect.Equal(1, new Box<int>(1).Get());
            Expect.Equal(2L, new Box<long>(2).Get());

            ofInt.Patch(self => -self.Content);
            ofObject.Patch(self => ofObject.Original(self) + "!");
            Expect.Equal(-1, new Box<int>(1).Get());
            Expect.Equal<object>("a!", new Box<object>("a").Get());
            Expect.Equal("patched a", new Box<string>("a").Get());

            ofString.Restore();
            Expect.Equal("a", new Box<string>("a").Get());
            Expect.Equal<object>("a!", new Box<object>("a").Get());
            ofInt.Restore();
            ofObject.Restore();
            Expect.Equal(1, new Box<int>(1).Get());
        }

        public static void Structs_generic_methods_that_implement_an_interface()
        {
            // Called on the struct, through a constraint, and boxed.
            static string[] Results()
            {
                var direct = default(Converter);
                IConverter boxed = default(Converter);
                return
                [
                    direct.Convert("a"), direct.Convert("b"), direct.Convert(1), Constrained(default(Converter)),
                    boxed.Convert("a"), boxed.Convert("b"), boxed.Convert(2), boxed.Name<string>(), boxed.Name<int>(), boxed.Name<object>(),
                ];
            }

            string[] plain = ["1: a", "2: b", "3: 1", "1: c 2: 3 String", "1: a", "2: b", "3: 2", "String", "Int32", "Object"];
            Expect.Equal(string.Join("; ", plain), string.Join("; ", Results()));

            var all = Patchable.ForAll(typeof(Converter), "Convert");
            Expect.Equal(typeof(Converter).GetMethod("Convert"), all.Method);
            Expect.Equal(true, all.Method.IsGenericMethodDefinition);
            var ofString = all.For(typeof(string));
            Expect.Equal(typeof(Converter).GetMethod("Convert").MakeGenericMethod(typeof(string)), ofString.Method);
            var original = ofString.Original;
            ofString.Patch(Delegate.CreateDelegate(ofString.DelegateType, typeof(InstantiationChecks), nameof(Ten)));
            Expect.Equal(
                string.Join("; ", plain).Replace("1: a; 2: b; 3: 1", "10 a; 20 b; 21: 1").Replace("1: c 2: 3", "10 c 11: 3").Replace("1: a; 2: b; 3: 2", "10 a; 20 b; 21: 2"),
                string.Join("; ", Results()));
            ofString.Patch(original);
            Expect.Equal(string.Join("; ", plain), string.Join("; ", Results()));
            ofString.Restore();

            var names = Patchable.ForAll(typeof(Converter), "Fixtures.IConverter.Name");
            names.Patch((handle, types) => Delegate.CreateDelegate(handle.DelegateType, typeof(InstantiationChecks), types[0] == typeof(int) ? nameof(Number) : nameof(Other)));
            Expect.Equal("other; number; other", string.Join("; ", Results().Skip(7)));
            names.Restore();
            Expect.Equal(string.Join("; ", plain), string.Join("; ", Results()));
        }

        private static string Ten(ref Converter self, string value) => $"{self.Calls += 10} {value}";

        private static string Number(ref Converter self) => "number";

        private static string Other(ref Converter self) => "other";

        private static string Constrained<T>(T converter)
            where T : IConverter
            => $"{converter.Convert("c")} {converter.Convert(3)} {converter.Name<string>()}";

        public static void Instantiations_that_are_new_after_a_patch_run_their_original()
        {
            var handle = Patchable.For<Func<Box<string>, string>>(typeof(Box<string>), "Get");
            handle.Patch(_ => "patched");
            Expect.Equal(new Version(1, 2), new Box<Version>(new Version(1, 2)).Get());
            Expect.Equal((byte)3, new Box<byte>(3).Get());
            handle.Restore();
        }

        public static void Static_methods_are_found_by_their_delegate()
        {
            var ofString = Patchable.For(Box<string>.NameOf);
            var ofInt = Patchable.For(Box<int>.NameOf);
            Expect.Equal(true, ReferenceEquals(ofString, Patchable.For(Box<string>.NameOf)));
            Expect.Equal(true, ReferenceEquals(ofString, Patchable.For<Func<string>>(typeof(Box<string>), "NameOf")));
            Expect.Equal("Fixtures.Box`1<System.String>.NameOf()", ofString.Name);
            Expect.Equal(typeof(Box<string>), ofString.Method.DeclaringType);

            ofString.Patch(() => "text, not " + ofString.Original());
            Expect.Equal("text, not String", Box<string>.NameOf());
            Expect.Equal("Object", Box<object>.NameOf());
            Expect.Equal("Int32", Box<int>.NameOf());
            ofInt.Patch(() => "number");
            Expect.Equal("number", Box<int>.NameOf());
            ofInt.Restore();
            ofString.Restore();

            var create = Patchable.For(Box<string>.Of);
            create.Patch(content => create.Original(content + content));
            Expect.Equal("aa", Box<string>.Of("a").Get());
            create.Restore();
        }

        public static void Generic_methods()
        {
            var ofString = Patchable.For<Func<string, string>>(GenericMethods.Echo<string>);
            var ofInt = Patchable.For<Func<int, int>>(typeof(GenericMethods), "Echo", typeof(int));
            var plain = Patchable.For<Func<string, string>>(typeof(GenericMethods), "Echo");
            Expect.Equal("Fixtures.GenericMethods.Echo<System.String>(System.String)", ofString.Name);
            Expect.Equal("Fixtures.GenericMethods.Echo(System.String)", plain.Name);

            ofString.Patch(value => ofString.Original(value) + "!");
            Expect.Equal("a!", GenericMethods.Echo<string>("a"));
            Expect.Equal("not generic a", GenericMethods.Echo("a"));
            Expect.Equal<object>("a", GenericMethods.Echo<object>("a"));
            Expect.Equal("a", GenericMethods.Echo("a", 1));
            Expect.Equal(7, GenericMethods.Echo(7));
            ofInt.Patch(value => value * 10);
            Expect.Equal(70, GenericMethods.Echo(7));
            Expect.Equal(7L, GenericMethods.Echo(7L));
            ofString.Restore();
            ofInt.Restore();
            Expect.Equal("a", GenericMethods.Echo<string>("a"));
            Expect.Equal(7, GenericMethods.Echo(7));
        }

        public static void Generic_methods_of_generic_types()
        {
            var map = Patchable.For<Func<Box<string>, Func<string, int>, int>>(typeof(Box<string>), "Map", typeof(int));
            map.Patch((self, of) => map.Original(self, of) + 100);
            Expect.Equal(103, new Box<string>("abc").Map(text => text.Length));
            Expect.Equal(3L, new Box<string>("abc").Map(text => (long)text.Length));
            Expect.Equal(1, new Box<object>("abc").Map(_ => 1));
            map.Restore();

            var pick = Patchable.For<Func<int, string, object, object>>(Box<int>.Lid<string>.Pick<object>);
            pick.Patch((content, colour, other) => $"{content} {colour} {other}");
            Expect.Equal<object>("1 red x", Box<int>.Lid<string>.Pick<object>(1, "red", "x"));
            Expect.Equal("x", Box<int>.Lid<string>.Pick(1, "red", "x"));
            Expect.Equal<object>("x", Box<int>.Lid<object>.Pick<object>(1, "red", "x"));
            Expect.Equal("Fixtures.Box`1+Lid`1<System.Int32,System.String>.Pick<System.Object>(System.Int32,System.String,System.Object)", pick.Name);
            pick.Restore();

            var colours = Patchable.For<Func<Box<string>.Lid<int>, string, int, string>>(typeof(Box<string>.Lid<int>), "Colours");
            colours.Patch((self, content, colour) => colours.Original(self, content, colour * 2));
            Expect.Equal("a/4", new Box<string>.Lid<int>().Colours("a", 2));
            colours.Restore();
        }

        public static void Base_types_and_virtual_methods()
        {
            var ofBox = Patchable.For<Func<Box<int>, string, string>>(typeof(Box<int>), "Describe");
            var ofCrate = Patchable.For<Func<Crate<int>, string, string>>(typeof(Crate<int>), "Describe");
            ofBox.Patch((self, prefix) => "[" + ofBox.Original(self, prefix) + "]");
            Expect.Equal("crate of [a1]", new Crate<int>(1).Describe("a"));
            ofCrate.Patch((self, prefix) => ofCrate.Original(self, prefix) + "?");
            Expect.Equal("crate of [a1]?", ((Box<int>)new Crate<int>(1)).Describe("a"));
            ofBox.Restore();
            ofCrate.Restore();

            var ofNames = Patchable.For<Func<Box<string>, string>>(typeof(Box<string>), "Get");
            ofNames.Patch(self => "patched");
            Expect.Equal("patched", new Names("n").Get());
            ofNames.Restore();

            var show = Patchable.For<Func<VirtualGenerics, int, string>>(typeof(VirtualGenerics), "Show", typeof(int));
            var showDerived = Patchable.For<Func<DerivedGenerics, int, string>>(typeof(DerivedGenerics), "Show", typeof(int));
            show.Patch((self, value) => show.Original(self, value * 2));
            Expect.Equal("derived base 4", ((VirtualGenerics)new DerivedGenerics()).Show(2));
            showDerived.Patch((self, value) => showDerived.Original(self, value + 1));
            Expect.Equal("derived base 6", ((VirtualGenerics)new DerivedGenerics()).Show(2));
            Expect.Equal("derived base x", ((VirtualGenerics)new DerivedGenerics()).Show("x"));
            show.Restore();
            showDerived.Restore();
        }

        public static void Accessors_operators_and_constructors()
        {
            var get = Patchable.For<Func<Box<string>, string>>(typeof(Box<string>), "Content");
            var set = Patchable.For<Action<Box<string>, string>>(typeof(Box<string>), "Content");
            set.Patch((self, value) => set.Original(self, value + "!"));
            get.Patch(self => "<" + get.Original(self) + ">");
            Expect.Equal("<b!>", new Box<string>("a") { Content = "b" }.Content);
            get.Restore();
            set.Restore();

            var equal = Patchable.For<Func<Box<int>, Box<int>, bool>>(typeof(Box<int>), "op_Equality");
            equal.Patch((left, right) => !equal.Original(left, right));
            Expect.Equal(false, new Box<int>(1) == new Box<int>(1));
            Expect.Equal(true, new Box<long>(1) == new Box<long>(1));
            equal.Restore();

            var convert = Patchable.For<Func<Box<int>, int>>(typeof(Box<int>), "op_Implicit");
            convert.Patch(box => 42);
            Expect.Equal(42, new Box<int>(1));
            convert.Restore();

            var constructor = Patchable.For<Action<Constructed<string>, string>>(typeof(Constructed<string>), ".ctor");
            Expect.Equal("initialised this a", new Constructed<string>("a").Log);
            constructor.Patch((self, value) => { });
            Expect.Equal("initialised this", new Constructed<string>("a").Log);
            Expect.Equal("initialised this 1", new Constructed<int>(1).Log);
            Expect.Equal("initialised this 1.0", new Constructed<Version>(new Version(1, 0)).Log);
            constructor.Restore();
            Expect.Equal("initialised this a", new Constructed<string>("a").Log);
        }

        public static void Exceptions_pass_through()
        {
            var fail = Patchable.For<Action<Box<string>, string>>(typeof(Box<string>), "Fail");
            Expect.Equal("plain", Expect.Throws<InvalidOperationException>(() => new Box<string>("a").Fail("plain")));
            fail.Patch((self, message) => fail.Original(self, "patched " + message));
            Expect.Equal("patched plain", Expect.Throws<InvalidOperationException>(() => new Box<string>("a").Fail("plain")));
            fail.Patch((self, message) => throw new TimeoutException(message));
            Expect.Equal("late", Expect.Throws<TimeoutException>(() => new Box<string>("a").Fail("late")));
            fail.Restore();
        }

        public static void Static_constructors_of_the_type_run_when_they_would()
        {
            var read = Patchable.For(GenericStatic<Version>.Read);
            read.Patch(() => "patched");
            Expect.Equal("patched", GenericStatic<Version>.Read());
            Expect.Equal("Uri", GenericStatic<Uri>.Read());
            read.Restore();
            Expect.Equal("Version", GenericStatic<Version>.Read());
        }
    }
}
