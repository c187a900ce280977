namespace Hotpatch.Tests.RealInput;

/// <summary>A thread that serialises in a loop sees a method of Newtonsoft.Json change and change back.</summary>
[NonParallelizable]
public class RunningSerialisationTests
{
    private const int Changes = 200;
    private const int Hurried = 5_000;

    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(60);

    private static readonly PatchHandle<Func<bool, string>> ToText
        = Patchable.For<Func<bool, string>>(
            RealPackages.NewtonsoftJson.Woven.Assembly("Newtonsoft.Json").GetType("Newtonsoft.Json.JsonConvert")!, "ToString");

    private static readonly Func<string> SerializeOne = RealPackages.NewtonsoftJson.Woven.Method<Func<string>>("SerializeOne");

    [TearDown]
    public void Restore() => ToText.Restore();

    [Test]
    public void Sees_each_patch_and_each_restore()
    {
        using var loop = new Loop();
        for (var version = 1; version <= Changes; version++)
        {
            loop.ChangeTo(version);
            Assert.That(SpinWait.SpinUntil(() => loop.LastSeen == Loop.Form(version), TimeOut), Is.True, $"version {version} was not seen");
        }

        loop.End();
    }

    [Test]
    public void Is_never_between_two_versions_however_fast_they_change()
    {
        using var loop = new Loop();
        for (var version = 1; version <= Hurried; version++)
            loop.ChangeTo(version);

        loop.End();
    }

    /// <summary>
    /// Versions with odd numbers are replacements, even ones the original. A serialisation may show any version from the one that was
    /// in force when it began to the one that was being put in force when it ended.
    /// </summary>
    private sealed class Loop : IDisposable
    {
        private readonly Thread _thread;
        private readonly List<string> _strange = [];
        private string _lastSeen = string.Empty;
        private int _begun;
        private int _inForce;
        private int _turns;
        private bool _done;

        public Loop()
        {
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
            Assert.That(SpinWait.SpinUntil(() => LastSeen == Form(0), TimeOut), Is.True, "the loop has not begun");
        }

        public string LastSeen => Volatile.Read(ref _lastSeen);

        public static string Form(int version) => $$"""{"number":1,"flag":{{(version % 2 == 0 ? "true" : Word(version))}},"text":"t"}""";

        public void ChangeTo(int version)
        {
            Volatile.Write(ref _begun, version);
            if (version % 2 == 0)
                ToText.Restore();
            else
                ToText.Patch(_ => Word(version));

            Volatile.Write(ref _inForce, version);
        }

        // A test that fails is not to leave a thread behind that slows down the others.
        public void Dispose() => Volatile.Write(ref _done, true);

        public void End()
        {
            Dispose();
            Assert.That(_thread.Join(TimeOut), Is.True, "the loop hangs");
            Assert.Multiple(() =>
            {
                Assert.That(_strange, Is.Empty);
                Assert.That(_turns, Is.Positive);
            });
        }

        private static string Word(int version) => $"\"version {version}\"";

        private void Run()
        {
            while (!Volatile.Read(ref _done))
            {
                var first = Volatile.Read(ref _inForce);
                var text = SerializeOne();
                var last = Volatile.Read(ref _begun);
                if (!Enumerable.Range(first, last - first + 1).Any(version => Form(version) == text))
                    _strange.Add($"{text} between {first} and {last}");

                _turns++;
                Volatile.Write(ref _lastSeen, text);
            }
        }
    }
}
