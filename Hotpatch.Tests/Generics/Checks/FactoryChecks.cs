namespace GenericChecks
{
    using System;
    using System.Collections.Generic;
    using System.Linq;
    using System.Threading.Tasks;
    using Fixtures;
    using Hotpatch;

    /// <summary>One factory for all instantiations, those to come included.</summary>
    public static class FactoryChecks
    {
        private sealed class New1;

        private sealed class New2;

        private sealed class New3;

        private sealed class New4;

        private sealed class New5;

        private sealed class New6;

        public static void Instantiations_in_use_and_to_come_are_patched()
        {
            Expect.Equal("String", Box<string>.NameOf());
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            all.Patch((handle, types) => () => $"patched {types.Single().Name} {((Func<string>)handle.Original)()}");
            Expect.Equal(true, all.IsPatched);
            Expect.Equal("patched String String", Box<string>.NameOf());
            Expect.Equal("patched Int32 Int32", Box<int>.NameOf());
            Expect.Equal("patched New1 New1", Box<New1>.NameOf());
            Expect.Equal("patched New2 New2", Task.Run(() => Box<New2>.NameOf()).Result);
            Expect.Equal(true, all.Instantiations.Count >= 4 && all.Instantiations.All(handle => handle.IsPatched));

            all.Restore();
            Expect.Equal(false, all.IsPatched || all.Instantiations.Any(handle => handle.IsPatched));
            Expect.Equal("String", Box<string>.NameOf());
            Expect.Equal("New1", Box<New1>.NameOf());
            Expect.Equal("New3", Box<New3>.NameOf());
        }

        public static void A_later_factory_takes_the_place_of_an_earlier_one()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            all.Patch((_, _) => () => "first");
            Expect.Equal("first", Box<string>.NameOf());
            all.Patch((_, types) => types[0] == typeof(string) ? null : () => "second");
            Expect.Equal("String", Box<string>.NameOf());
            Expect.Equal("second", Box<object>.NameOf());
            Expect.Equal("second", Box<(int, New1)>.NameOf());
            all.Restore();
            all.Restore();
            Expect.Equal("Object", Box<object>.NameOf());
        }

        public static void Restoring_leaves_the_replacements_of_others()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            var ofString = Patchable.For(Box<string>.NameOf);
            all.Patch((_, _) => () => "factory");
            ofString.Patch(() => "own");
            Expect.Equal("own", Box<string>.NameOf());
            all.Restore();
            Expect.Equal("own", Box<string>.NameOf());
            Expect.Equal("Int32", Box<int>.NameOf());
            ofString.Restore();
            Expect.Equal("String", Box<string>.NameOf());
        }

        public static void A_factory_that_fails_for_one_in_use_changes_nothing()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            _ = Patchable.For(Box<string>.NameOf);
            _ = Patchable.For(Box<int>.NameOf);
            all.Patch((_, _) => () => "before");
            var message = Expect.Throws<TimeoutException>(
                () => all.Patch((_, types) => types[0] == typeof(int) ? throw new TimeoutException("late") : () => "after"));
            Expect.Equal("late", message);
            Expect.Throws<InvalidReplacementException>(() => all.Patch((_, types) => types[0] == typeof(int) ? (Func<int>)(() => 1) : () => "after"));
            Expect.Throws<InvalidReplacementException>(() => all.Patch(null));
            Expect.Equal("before", Box<string>.NameOf());
            Expect.Equal("before", Box<int>.NameOf());
            all.Restore();
        }

        public static void A_factory_that_fails_for_one_to_come_leaves_it_and_tells()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            var failures = new List<FactoryFailedEventArgs>();
            EventHandler<FactoryFailedEventArgs> subscriber = (_, failure) => failures.Add(failure);
            all.FactoryFailed += subscriber;
            all.Patch((_, types) => types[0] == typeof(New4) ? throw new TimeoutException("late") : () => "patched");
            Expect.Equal("New4", Box<New4>.NameOf());
            Expect.Equal("patched", Box<string>.NameOf());
            Expect.Equal(1, failures.Count);
            Expect.Equal("late", failures[0].Exception.Message);
            Expect.Equal(true, failures[0].Handle.Name.Contains("New4", StringComparison.Ordinal) && !failures[0].Handle.IsPatched);
            all.FactoryFailed -= subscriber;
            all.Restore();
        }

        public static void Subscribers_that_throw_leave_an_instantiation_to_come_usable()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            EventHandler<FactoryFailedEventArgs> subscriber = (_, _) => throw new InvalidOperationException("subscriber");
            all.FactoryFailed += subscriber;
            all.Patch((handle, types) => types[0] == typeof(New5) ? throw new TimeoutException("late") : () => "patched");
            Expect.Equal("New5", Box<New5>.NameOf());
            Expect.Equal("New5", Box<New5>.NameOf());
            all.FactoryFailed -= subscriber;
            all.Restore();
        }

        public static void A_factory_that_subscribes_is_told_of_its_own_patch()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            var told = new List<PatchChangedEventArgs>();
            all.Patch((handle, types) =>
            {
                if (types[0] == typeof(New6))
                {
                    handle.Changed += (_, change) =>
                    {
                        told.Add(change);
                        if (told.Count == 1)
                            throw new InvalidOperationException("subscriber");
                    };
                }

                return () => "patched";
            });
            Expect.Equal("patched", Box<New6>.NameOf());
            Expect.Equal(1, told.Count);
            Expect.Equal(true, told[0].Previous is null && told[0].Current is not null);
            all.Restore();
            Expect.Equal(2, told.Count);
            Expect.Equal("New6", Box<New6>.NameOf());
        }

        public static void Generic_methods_have_factories_too()
        {
            var all = Patchable.ForAll(typeof(GenericMethods), "Later");
            all.Patch((handle, types) => types[0] == typeof(int) ? (Func<int, Task<int>>)(value => Task.FromResult(value + 1)) : null);
            Expect.Equal(2, GenericMethods.Later(1).Result);
            Expect.Equal("a", GenericMethods.Later("a").Result);
            all.Restore();
            Expect.Equal(1, GenericMethods.Later(1).Result);
        }

        public static void A_replacement_may_bring_further_instantiations_into_use()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            all.Patch((handle, types) =>
            {
                var original = (Func<string>)handle.Original;
                return types[0] == typeof(decimal) ? () => Box<List<decimal>>.NameOf() + original() : () => "patched";
            });
            Expect.Equal("patchedDecimal", Box<decimal>.NameOf());
            all.Restore();
        }

        public static void A_factory_may_ask_for_its_own_instantiation()
        {
            var all = Patchable.ForAll(typeof(Box<>), "NameOf");
            all.Patch((handle, types) =>
            {
                Expect.Equal(true, ReferenceEquals(handle, all.For(types.ToArray())));
                return () => "patched";
            });
            Expect.Equal("patched", Box<Half>.NameOf());
            all.Restore();
        }

        public static void Handles_say_what_they_are()
        {
            var all = Patchable.ForAll(typeof(Box<int>), "Get");
            Expect.Equal("Fixtures.Box`1.Get()", all.Name);
            Expect.Equal(typeof(Box<>), all.Method.DeclaringType);
            Expect.Equal(true, ReferenceEquals(all, Patchable.ForAll(typeof(Box<>), "Get")));
            Expect.Equal(true, ReferenceEquals(all, Patchable.GenericIn(typeof(Box<>).Assembly).Single(handle => handle.Name == "Fixtures.Box`1.Get()")));
            Expect.Equal(true, ReferenceEquals(all.For(typeof(int)), Patchable.For<Func<Box<int>, int>>(typeof(Box<int>), "Get")));
            Expect.Equal(true, Patchable.In(typeof(Box<>).Assembly).Contains(all.For(typeof(int))));
            Expect.Equal(true, all.Instantiations.Contains(all.For(typeof(int))));
        }

        public static void Refusals_say_what_was_expected_and_found()
        {
            Contains(() => Patchable.For<Func<int>>(typeof(Box<>), "Get"), "Fixtures.Box`1.Get: an instantiation of the type was expected");
            Contains(() => Patchable.ForAll(typeof(Speaker), "Speak"), "Fixtures.Speaker.Speak: a generic patchable method, or one of a generic type, was expected");
            Contains(() => Patchable.ForAll(typeof(GenericMethods), "Echo"), "but these were found: Fixtures.GenericMethods.Echo<T>(T); ");
            Contains(() => Patchable.ForAll((string)null), "null was found");
            Contains(() => Patchable.ForAll(typeof(Box<>), "Get").For(typeof(int), typeof(int)), "but <int, int> was found");
            Contains(() => Patchable.ForAll(typeof(GenericMethods), "SizeOf").For(typeof(string)), "but <string> was found");
            Contains(() => Patchable.ForAll(typeof(Box<>), "Get").For((Type)null), "null was found");
            Contains(() => Patchable.ForAll(typeof(Box<>), "Get").For<Func<int>>(typeof(int)), "a delegate of type Func<Box<int>, int> was expected");
            Contains(() => Patchable.For<Func<int, int>>(typeof(GenericMethods), "Echo", typeof(string)), "a method with the signature Func<int, int> was expected");
            Contains(() => Patchable.For<Func<int>>(new Box<int>(1).Get), "a patch holds for all instances");
        }

        private static void Contains(Action action, string part)
        {
            var message = Expect.Throws<PatchTargetException>(action);
            if (!message.Contains(part, StringComparison.Ordinal))
                throw new InvalidOperationException(message);
        }
    }
}
