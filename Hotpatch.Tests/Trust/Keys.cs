using System.Security.Cryptography;

namespace Hotpatch.Tests.Trust;

/// <summary>Keys of the tests, made anew each time, and what openssl has made.</summary>
internal static class Keys
{
    /// <summary>What openssl has signed: the file with this text.</summary>
    public static readonly byte[] OpenSslFile = "Hotpatch"u8.ToArray();

    /// <summary>A key and <c>openssl dgst -sha256 -sign</c> of <see cref="OpenSslFile"/>, on each curve.</summary>
    public static readonly (string Pem, string Signature)[] OpenSsl =
    [
        (
            """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE08/nLK6GffR2tlwVID8Pejr16x+Q
            BzQqCT6CVjbMciwxQmcyZOXv0RcNuxtCxtzGie/6TD/dk7FiieTvTxdWTQ==
            -----END PUBLIC KEY-----
            """,
            "MEYCIQDEgslv2Eh2Gedss6LOo7MPpcFlbvcPUAeeLdTq6BNvNgIhANeGQadEK88wSkKiAy8Pg2vkllFszDxskznzZ4J6+UcP"),
        (
            """
            -----BEGIN PUBLIC KEY-----
            MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAENkwxvdc/Az3cxsWZkfUBoq9QFT7QnpHf
            8byddTp4GOw3pL1CaD8pK5GGARA5yx1mKgMXlMSVVrUquePN3nuZUG+pEQpPXDxM
            Z39W4oGcYfNOj0jGGrsNk40Xfz6LIONt
            -----END PUBLIC KEY-----
            """,
            "MGQCMCsYBSGAfznpQdy4t3druOqacDcPY6OFhUysA1kA26zMHpJJbj0FgqI5FxMl4249eQIwG3Ubr2bQMbgzk4DFPV9vNOKtljuamNMQZN8GGDT6IEbXfgzT"
                + "HCF/FTIXgZepVyl2"),
        (
            """
            -----BEGIN PUBLIC KEY-----
            MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQAFmcCHz10p3ZI9/3qnaDLVkUmPA5z
            p+gGgiXFKypkwfZX/7PY4OTJUeatFC1K+0XR68ELaLKN8dkevl9S7bM4UqwAysLD
            arwuV83TFjTEtzsvYo1CdlWUKHUiCkhiy8rS6kQyQXhyOYlSg59vxLJ6marZ8VOz
            bNnozvTNrz1lsdHS4zg=
            -----END PUBLIC KEY-----
            """,
            "MIGIAkIBdJZloyi+EIQ616CSgL3k4xbXoQV0M2cVbm6hGRB4Ak39UbnuwdHMhbyVM+jXIXZnKtSOuGgMNSBGvt6xx1xY1NcCQgFNjHWekrHVcXxXLRxi/l6/"
                + "Ml2S1RUB23macbXSKMXfyXVjt7pVLGZxGcSVaQyRuXwUBEBlNLR1d/feWpVeRWe8vQ=="),
    ];

    /// <summary>Keys that are not taken, as openssl writes them: another curve, one without a name, and other kinds.</summary>
    public static readonly string[] Others =
    [
        """
        -----BEGIN PUBLIC KEY-----
        MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE91n+sz8hEvZCV1favbh0ttv7+tUYeUoF
        Xli4lBNRWKLq+DxTwY8xo7EeqcTfkz/hcpIIfcauzEJ/RDj0+Irzaw==
        -----END PUBLIC KEY-----
        """,
        """
        -----BEGIN PUBLIC KEY-----
        MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA
        AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////
        ///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd
        NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5
        RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA
        //////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABNQZ+AysxUvLDRfQ2HTNlroS
        tWsN+n3bX81xOb+AY4iteCjYg+pdF+xRxtG/E/pIkUixrjvNXrugx3cMByCDt30=
        -----END PUBLIC KEY-----
        """,
        """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2H4qe+PYplQPe9gjzYXl
        cyiGPhg0nJgmuSOvrH5pKboR6DAgHxGI4sv9qX1pBtOMW/FbEMA8GIYVX068uooE
        /B1FO7MGWXB9bLd8qVM6yX7Kc61x/ZtTeG0F8roh3O9z6bvx9re2abKOR+erqy38
        XHqflQMCuMKb9tztd3MzTcsOKch3DC85AeSLRwU76RNec0NhadjhXovvbdUJi2/e
        /YyDzx0F4QDCEviQ/O+Rl0Ye0IUY0rQIhh1Iuk08PD3YWcvLh0nq+cmRcMp/GbUJ
        l2fDyOJj7repQybq5WQ0Avkcsa0JXkdC2BBz0QN+IX40vI1m3wQsAa6jVFjEpVZF
        GQIDAQAB
        -----END PUBLIC KEY-----
        """,
        """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA2neAUxV4NUEpHHE1Tt4H1LvcW5xMG95+hsVPB6ppvh4=
        -----END PUBLIC KEY-----
        """,
    ];

    public static IEnumerable<ECCurve> Curves => [ECCurve.NamedCurves.nistP256, ECCurve.NamedCurves.nistP384, ECCurve.NamedCurves.nistP521];

    public static ECDsa New() => ECDsa.Create(ECCurve.NamedCurves.nistP256);
}
